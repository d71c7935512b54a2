namespace RingCentralAD.Ldap.Protocol;

/// <summary>One message from the server, whole and checked.</summary>
/// <param name="Id">The request it answers; 0 for a notice.</param>
/// <param name="Tag">What it is: one of <see cref="LdapTag"/>'s responses.</param>
/// <param name="Body"><see cref="LdapEntry"/>, <see cref="LdapResult"/>, <see cref="LdapIntermediate"/>, or a reference's URLs as string[].</param>
/// <param name="Size">How many bytes it took on the wire.</param>
internal readonly record struct LdapMessage(int Id, byte Tag, object? Body, int Size = 0);
