using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Says what provisioning may do. What is not given stays as it is.</summary>
/// <remarks>
/// <para>A new hub has all of them off: nothing is written to RingCentral until you say so. A change concerns everybody who has or
/// gets an account; look at the plan with Invoke-RcProvisioning -WhatIf.</para>
/// </remarks>
/// <example>
/// <code>Set-RcProvisioningOption -CreateUsers $true -UpdateUserAttributes $true -DeactivateUsers $true -WelcomeMail Hold</code>
/// <para>The guide's three check boxes, without invitations.</para>
/// </example>
/// <example>
/// <code>Set-RcProvisioningOption -GuardShare 10</code>
/// <para>Stops a run that would take RingCentral away from more than a tenth of those who have it.</para>
/// </example>
/// <example>
/// <code>Set-RcProvisioningOption -CreateMode Create -AssignNumbers $true -BatchCreate $true -EmergencyLocation 3521</code>
/// <para>New extensions with numbers of the inventory, by batches of ten beside single requests where many people join.</para>
/// </example>
/// <example>
/// <code>Set-RcProvisioningOption -DeleteUsers $true -DeleteAfterDays 60</code>
/// <para>Deletes deactivated extensions after 60 days; every plan until then announces it with the day.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "RcProvisioningOption", SupportsShouldProcess = true)]
[OutputType(typeof(ProvisioningOptions))]
public sealed class SetRcProvisioningOptionCommand : HubCmdlet
{
    /// <summary>Make or link a RingCentral user for people who are assigned.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool CreateUsers { get; set; }

    /// <summary>Push changed attributes.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool UpdateUserAttributes { get; set; }

    /// <summary>Disable the extension of people who are deactivated or lost their assignment.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool DeactivateUsers { get; set; }

    /// <summary>Enable the extension again when the person comes back.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool ReactivateUsers { get; set; }

    /// <summary>Delete extensions that provisioning has deactivated, once they have been so for a time; numbers and devices stay in the inventory.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool DeleteUsers { get; set; }

    /// <summary>Days between deactivating and deleting: 1 to 3,650.</summary>
    [Parameter]
    [ValidateRange(1, 3650)]
    public int DeleteAfterDays { get; set; }

    /// <summary>Give each newly made extension a direct number of the inventory.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool AssignNumbers { get; set; }

    /// <summary>Make new people in batches of ten where that is sooner done: they are Enabled at once, and address and department follow in an update.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool BatchCreate { get; set; }

    /// <summary>RingCentral's id of the emergency location of lines that batches make; empty for no lines.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? EmergencyLocation { get; set; }

    /// <summary>Whether RingCentral sends its invitation at create: Send or Hold.</summary>
    [Parameter]
    public WelcomeMail WelcomeMail { get; set; }

    /// <summary>Where a new account comes from: FillUnassigned, FillThenCreate, Create or CreateThenFill.</summary>
    [Parameter]
    public CreateMode CreateMode { get; set; }

    /// <summary>What happens when an extension number that a mapping gives is taken: Refuse or NextFree.</summary>
    [Parameter]
    public NumberTaken NumberTaken { get; set; }

    /// <summary>Change the extension number of people who have one when a mapping says so.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool Renumber { get; set; }

    /// <summary>Send the hub user's id as reference CustomerDirectoryId.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool SendReference { get; set; }

    /// <summary>So many people never trip the guard.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int GuardFloor { get; set; }

    /// <summary>The share in percent of those who hold RingCentral that a provisioning run may take away, in a run or within a day; 20 in a new hub. For the write-back: of the filled values, how many may be replaced.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double GuardShare { get; set; }

    /// <summary>More people than this trip the guard whatever their share, in a run or within a day.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int GuardCap { get; set; }

    /// <summary>You have looked: no other provisioner (Okta, Entra, SCIM, Google) pushes into this account any more.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool NoOtherProvisioner { get; set; }

    /// <summary>Emits the options as they then are.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        ProvisioningOptions options = await hub.GetAsync<ProvisioningOptions>(StopToken);
        options = options with
        {
            CreateUsers = IsGiven(nameof(CreateUsers)) ? CreateUsers : options.CreateUsers,
            UpdateUserAttributes = IsGiven(nameof(UpdateUserAttributes)) ? UpdateUserAttributes : options.UpdateUserAttributes,
            DeactivateUsers = IsGiven(nameof(DeactivateUsers)) ? DeactivateUsers : options.DeactivateUsers,
            ReactivateUsers = IsGiven(nameof(ReactivateUsers)) ? ReactivateUsers : options.ReactivateUsers,
            DeleteUsers = IsGiven(nameof(DeleteUsers)) ? DeleteUsers : options.DeleteUsers,
            DeleteAfterDays = IsGiven(nameof(DeleteAfterDays)) ? DeleteAfterDays : options.DeleteAfterDays,
            AssignNumbers = IsGiven(nameof(AssignNumbers)) ? AssignNumbers : options.AssignNumbers,
            BatchCreate = IsGiven(nameof(BatchCreate)) ? BatchCreate : options.BatchCreate,
            EmergencyLocation = IsGiven(nameof(EmergencyLocation)) ? (string.IsNullOrWhiteSpace(EmergencyLocation) ? null : EmergencyLocation.Trim()) : options.EmergencyLocation,
            WelcomeMail = IsGiven(nameof(WelcomeMail)) ? WelcomeMail : options.WelcomeMail,
            CreateMode = IsGiven(nameof(CreateMode)) ? CreateMode : options.CreateMode,
            NumberTaken = IsGiven(nameof(NumberTaken)) ? NumberTaken : options.NumberTaken,
            Renumber = IsGiven(nameof(Renumber)) ? Renumber : options.Renumber,
            SendReference = IsGiven(nameof(SendReference)) ? SendReference : options.SendReference,
            Guard = options.Guard with
            {
                Floor = IsGiven(nameof(GuardFloor)) ? GuardFloor : options.Guard.Floor,
                Share = IsGiven(nameof(GuardShare)) ? GuardShare / 100 : options.Guard.Share,
                Cap = IsGiven(nameof(GuardCap)) ? GuardCap : options.Guard.Cap,
            },
            NoOtherProvisioner = IsGiven(nameof(NoOtherProvisioner)) ? NoOtherProvisioner : options.NoOtherProvisioner,
        };
        if (ShouldProcess((await IdentityAsync()).ToString(), $"Change the provisioning options: {GivenParameters.Describe(this)}"))
        {
            await hub.WriteAsync(transaction => transaction.SetAsync(options, StopToken), null, StopToken);
            if (PassThru)
            {
                WriteObject(options);
            }
        }
    }
}
