using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Tells extensions their direct numbers: of few by a Light request each, else of all by one listing beforehand (Heavy, a thousand numbers a request).</summary>
public sealed class NumberedExtensions
{
    private const int Few = 20;
    private readonly IAccount _account;
    private readonly ILookup<string?, PhoneNumber>? _listed;

    private NumberedExtensions(IAccount account, ILookup<string?, PhoneNumber>? listed) => (_account, _listed) = (account, listed);

    /// <summary>Lists the account's numbers unless few extensions are wanted.</summary>
    /// <param name="account">The account.</param>
    /// <param name="wanted">How many extensions are wanted at the most; null for any number.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<NumberedExtensions> LoadAsync(IAccount account, int? wanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (wanted <= Few)
        {
            return new NumberedExtensions(account, null);
        }

        List<PhoneNumber> numbers = [];
        await foreach (PhoneNumber number in account.ReadNumbersAsync(cancellationToken).ConfigureAwait(false))
        {
            if (number.ExtensionId is not null)
            {
                numbers.Add(number);
            }
        }

        return new NumberedExtensions(account, numbers.ToLookup(number => number.ExtensionId));
    }

    /// <summary>The extension with its direct numbers.</summary>
    public async Task<NumberedExtension> OfAsync(Extension extension, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(extension);
        PhoneNumber[] numbers = [.. _listed?[extension.Id] ?? await _account.ReadNumbersAsync(extension.Id, cancellationToken).ConfigureAwait(false)];
        return new NumberedExtension(extension)
        {
            DirectNumber = DirectNumber.Choose(numbers).Number,
            DirectNumbers = [.. DirectNumber.Own(numbers)],
        };
    }
}
