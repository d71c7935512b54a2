using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace RingCentralAD.Packager;

/// <summary>What the module's manifest says that a package needs to know.</summary>
internal sealed class Manifest
{
    private readonly Hashtable _values;

    private Manifest(string name, Hashtable values) => (Name, _values) = (name, values);

    public string Name { get; }

    public string Version => Text("ModuleVersion");

    public string Author => Text("Author");

    public string Company => Text("CompanyName");

    public string Copyright => Text("Copyright");

    public string Description => Text("Description");

    public string ProjectUri => Data("ProjectUri");

    public string LicenseUri => Data("LicenseUri");

    public string IconUri => Data("IconUri");

    public string ReleaseNotes => Data("ReleaseNotes");

    public IReadOnlyList<string> Tags => LanguagePrimitives.ConvertTo<string[]>(PSData["Tags"]);

    /// <summary>The files that the manifest names, relative to it.</summary>
    public IEnumerable<string> NamedFiles =>
        ((string[])["RootModule", "NestedModules", "FormatsToProcess", "TypesToProcess"]).SelectMany(key => LanguagePrimitives.ConvertTo<string[]>(_values[key]) ?? []);

    private Hashtable PSData => (Hashtable)((Hashtable)_values["PrivateData"]!)["PSData"]!;

    /// <exception cref="InvalidDataException">It is broken, or lacks what a package must say.</exception>
    public static Manifest Read(string path)
    {
        Ast ast = Parser.ParseFile(path, out _, out ParseError[] errors);
        if (errors.Length > 0)
        {
            throw new InvalidDataException($"{path}: {errors[0].Message}");
        }

        Hashtable values = (Hashtable)((HashtableAst)ast.Find(node => node is HashtableAst, searchNestedScriptBlocks: false)).SafeGetValue();
        return new Manifest(Path.GetFileNameWithoutExtension(path), values);
    }

    private string Text(string key) => Given(key, _values[key]);

    private string Data(string key) => Given(key, PSData[key]);

    private static string Given(string key, object? value) =>
        value?.ToString() is { Length: > 0 } text ? text : throw new InvalidDataException($"The manifest lacks {key}, which a package must say.");
}
