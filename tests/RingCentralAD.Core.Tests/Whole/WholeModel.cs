using RingCentralAD.Core.Tests.Hub;

namespace RingCentralAD.Core.Tests.Whole;

/// <summary>
/// What hub, account and directory must hold after each run: reckoned from the rules (the guide; the design's sections on masters, life cycle,
/// confirmation and write-back), in plain C# that shares nothing with the product.
/// </summary>
internal sealed class WholeModel(WholeSystem system, ModelContainer scope, ModelGroup assigned)
{
    private static readonly Dictionary<string, string> s_states = new() { ["CA"] = "CA", ["NY"] = "NY", ["Colorado"] = "CO" };

    public List<ExpectedPerson> People { get; } = [];

    /// <summary>Entries that belong to nobody in the hub and wait for a word.</summary>
    public HashSet<ModelPerson> Waiting { get; } = [];

    /// <summary>What the directory holds of the attribute that is written back.</summary>
    public Dictionary<ModelPerson, string> Phones { get; } = [];

    /// <summary>Extensions that are nobody's in the hub, as they were made.</summary>
    public List<ExpectedLine> Strangers { get; } = [];

    public WholeRules Rules { get; } = new();

    /// <summary>People come back by themselves.</summary>
    public bool Reactivates { get; set; } = true;

    /// <summary>The person that an entry is; null where it is nobody's.</summary>
    public ExpectedPerson? Of(ModelPerson entry) => People.Find(person => person.Entry == entry);

    public bool IsInScope(ModelPerson entry)
    {
        for (ModelEntry? at = entry.Parent; at is not null; at = at.Parent)
        {
            if (at == scope)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A complete import has seen the directory as it is now.</summary>
    public void Import()
    {
        HashSet<ModelPerson> members = Members();
        People.ForEach(Read);
        Match();
        foreach (ExpectedPerson person in People)
        {
            person.Member = members.Contains(person.Entry);
            LifeCycle(person);
        }
    }

    /// <summary>The accounts after provisioning has nothing left to do.</summary>
    public Dictionary<ExpectedPerson, ExpectedLine?> Provisioned()
    {
        Dictionary<ExpectedPerson, ExpectedLine?> lines = People.ToDictionary(person => person, person => person.Line);
        List<ExpectedLine> strangers = [.. Strangers];
        while (ProvisionOnce(lines, strangers))
        {
        }

        return lines;
    }

    /// <summary>Provisioning came to its end: each new account gets the extension that the account's list shows.</summary>
    public void Provision()
    {
        foreach ((ExpectedPerson person, ExpectedLine? line) in Provisioned())
        {
            person.Line = line;
            Strangers.RemoveAll(stranger => stranger.Id == line?.Id);
            if (line is { Id: 0 })
            {
                person.Line = line with { Id = Made(person)?.Id ?? 0 };
            }
        }
    }

    /// <summary>The extension with this person's address that no line of the model is yet.</summary>
    public Simulator.Extension? Made(ExpectedPerson person)
    {
        HashSet<long> known = [.. People.Select(other => other.Line?.Id ?? 0), .. Strangers.Select(stranger => stranger.Id), system.State.Id];
        return system.State.Extensions.SingleOrDefault(extension => extension.Status != "Unassigned" && !known.Contains(extension.Id) && extension.Contact.Email == person.Mail);
    }

    /// <summary>The numbers of linked extensions were read.</summary>
    public void ReadNumbers()
    {
        foreach (ExpectedPerson person in People.Where(person => person.Line is not null))
        {
            if (system.FinalNumberOf(person.Line!.Id) is { } numbers)
            {
                person.Phone = Rules.Phone(numbers.Number, numbers.Extension);
            }
        }
    }

    /// <summary>A suspension ends within the hour: while a run goes on, say.</summary>
    public bool AnySuspensionEnds => People.Exists(person =>
        person.Suspended && person.SuspendedUntil is { } until && until - system.Time.GetUtcNow() is var left && left > TimeSpan.Zero && left < TimeSpan.FromHours(1));

    /// <summary>What the directory holds after a write-back that came to its end.</summary>
    public Dictionary<ModelPerson, string> Written()
    {
        Dictionary<ModelPerson, string> phones = new(Phones);
        foreach (ExpectedPerson person in People.Where(person => person is { Active: true, Line: not null } && !person.Entry.Deleted))
        {
            if (system.FinalNumberOf(person.Line!.Id) is { } numbers && !IsSuspended(person, numbers.Number) && person.Phone is { } phone)
            {
                phones[person.Entry] = Rules.Written(phone);
            }
        }

        return phones;
    }

    /// <summary>A write-back came to its end: what was suspended until now is no longer.</summary>
    public void Write()
    {
        Dictionary<ModelPerson, string> written = Written();
        foreach (ExpectedPerson person in People.Where(person => person is { Suspended: true, Line: not null }))
        {
            person.Suspended = IsSuspended(person, system.FinalNumberOf(person.Line!.Id)?.Number);
        }

        foreach ((ModelPerson entry, string phone) in written)
        {
            Phones[entry] = phone;
        }
    }

    private bool IsSuspended(ExpectedPerson person, string? number) =>
        person.Suspended && !(person.SuspendedUntil <= system.Time.GetUtcNow()) && (person.ExpectedNumber is null || person.ExpectedNumber != number);

    private void Read(ExpectedPerson person)
    {
        ModelPerson entry = person.Entry;
        if (entry.Deleted)
        {
            return;
        }

        person.DisabledSinceHeld |= person is { Held: true, SeenDisabled: false } && entry.Disabled;
        person.SeenDisabled = entry.Disabled;
        person.Seen = new(entry.Values);
        person.Mail = IsMail(entry.Values["mail"]) ? entry.Values["mail"] : person.Mail;

        // Without a value the first master gives way to the second: RingCentral, where there is an account.
        person.Family = entry.Values.GetValueOrDefault("sn") ?? person.Line?.Contact[ExpectedLine.Family] ?? person.Family;
    }

    /// <summary>Who is new: taken for a person whose address they have only where that person's entry is gone and number or login agrees.</summary>
    private void Match()
    {
        Waiting.Clear();
        ModelPerson[] here = [.. system.Domain.People.Where(entry => !entry.Disabled && IsInScope(entry))];
        foreach (ModelPerson entry in here.Where(entry => Of(entry) is null).ToArray())
        {
            string mail = entry.Values["mail"];
            ExpectedPerson? same = People.Find(person => person.Mail == mail);
            bool twin = here.Any(other => other != entry && other.Values["mail"] == mail);
            if (twin || !IsMail(mail) || !entry.Values.ContainsKey("sn") || (same is not null && !(same.Entry.Deleted && IsSame(same, entry))))
            {
                Waiting.Add(entry);
                continue;
            }

            if (same is null)
            {
                same = new ExpectedPerson { Entry = entry };
                People.Add(same);
            }

            same.Entry = entry;
            Read(same);
        }
    }

    private static bool IsSame(ExpectedPerson person, ModelPerson entry) =>
        (person.Seen.GetValueOrDefault("employeeNumber"), entry.Values.GetValueOrDefault("employeeNumber")) is ({ } before, { } now)
            ? before == now
            : person.Seen["userPrincipalName"] == entry.Values["userPrincipalName"];

    private void LifeCycle(ExpectedPerson person)
    {
        bool fit = person.Entry is { Deleted: false, Disabled: false } && IsInScope(person.Entry);
        if (person.Active && !fit)
        {
            (person.Active, person.Direct, person.Pilot) = (false, false, false);
        }
        else if (!person.Active && fit && Reactivates && (!person.Held || person.DisabledSinceHeld))
        {
            (person.Active, person.Held, person.DisabledSinceHeld) = (true, false, false);
        }
    }

    private HashSet<ModelPerson> Members()
    {
        HashSet<ModelEntry> seen = [assigned];
        Queue<ModelGroup> open = new([assigned]);
        while (open.TryDequeue(out ModelGroup? group))
        {
            foreach (ModelEntry member in group.Members.Where(seen.Add))
            {
                if (member is ModelGroup nested)
                {
                    open.Enqueue(nested);
                }
            }
        }

        return [.. seen.OfType<ModelPerson>()];
    }

    private bool ProvisionOnce(Dictionary<ExpectedPerson, ExpectedLine?> lines, List<ExpectedLine> strangers)
    {
        bool changed = false;
        HashSet<ExpectedPerson> refused = RefusedMails(lines, strangers);
        foreach (ExpectedPerson person in People)
        {
            ExpectedLine? line = lines[person];
            ExpectedLine? now = (line, person.Wanted) switch
            {
                (null, true) => Join(person, lines, strangers),
                ({ IsEnabled: true }, false) => line with { Status = "Disabled" },
                ({ IsEnabled: false }, true) when Reactivates => line with { Status = "Enabled" },
                ({ IsEnabled: true }, true) => line with { Contact = Updated(line.Contact, person, refused.Contains(person)) },
                _ => line,
            };
            if (now?.ToString() != line?.ToString())
            {
                lines[person] = now;
                strangers.RemoveAll(stranger => stranger.Id == now!.Id);
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>An extension that has the person's address already and is no other person's, else a new one.</summary>
    private ExpectedLine? Join(ExpectedPerson person, Dictionary<ExpectedPerson, ExpectedLine?> lines, List<ExpectedLine> strangers)
    {
        if (!s_states.ContainsKey(person.Seen["st"]) || lines.Values.Any(line => line?.Contact[ExpectedLine.Mail] == person.Mail))
        {
            return null;
        }

        ExpectedLine[] there = [.. strangers.Where(stranger => stranger.Contact[ExpectedLine.Mail] == person.Mail)];
        return there switch
        {
            [] => new ExpectedLine(0, "NotActivated", Updated(new string?[ExpectedLine.Fields.Count], person, keepsMail: false)),
            [var one] when system.State.Find(one.Id)!.Type == "User" => one,
            _ => null,
        };
    }

    /// <summary>People whose new address is another extension's, which does not give it up.</summary>
    private HashSet<ExpectedPerson> RefusedMails(Dictionary<ExpectedPerson, ExpectedLine?> lines, List<ExpectedLine> strangers)
    {
        HashSet<ExpectedPerson> moving = [.. People.Where(person => person.Wanted && lines[person] is { IsEnabled: true } line && line.Contact[ExpectedLine.Mail] != person.Mail)];
        HashSet<ExpectedPerson> refused = [];
        while (moving.FirstOrDefault(IsTaken) is { } one)
        {
            moving.Remove(one);
            refused.Add(one);
        }

        return refused;

        bool IsTaken(ExpectedPerson mover) =>
            strangers.Exists(stranger => stranger.Contact[ExpectedLine.Mail] == mover.Mail)
            || People.Exists(other => other != mover && !moving.Contains(other) && lines[other]?.Contact[ExpectedLine.Mail] == mover.Mail);
    }

    /// <summary>The hub's values where it has any; what RingCentral would refuse stays as it is there.</summary>
    private string?[] Updated(string?[] there, ExpectedPerson person, bool keepsMail)
    {
        Dictionary<string, string> seen = person.Seen;
        string?[] wanted =
        [
            seen["givenName"], person.Family, keepsMail ? null : person.Mail, seen.GetValueOrDefault("mobile"), Rules.SentDepartment(Rules.Department(seen["department"])),
            seen["streetAddress"], seen["l"], s_states.GetValueOrDefault(seen["st"]), seen["postalCode"], "United States",
        ];
        string?[] now = [.. wanted.Zip(there, (mine, theirs) => mine ?? theirs)];
        if (Rules.ClearsMobile && wanted[ExpectedLine.Mobile] is null)
        {
            now[ExpectedLine.Mobile] = null;
        }

        return now;
    }

    private static bool IsMail(string text) => text.Contains('@', StringComparison.Ordinal);
}
