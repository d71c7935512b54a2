using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// A file into which runs and changes are written, for its owner alone: it holds people's values. It is there whole or not at all; one that is there and
/// appended to is as it was unless it was finished, and who may read it stays as it is.
/// </summary>
public sealed class RecordFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly RecordFileForm _form;
    private readonly bool _append;
    private string? _draft;
    private long _before;
    private bool _finished;
    private StreamWriter? _writer;
    private Type? _type;

    /// <summary>Makes it; nothing is written before <see cref="WriteAsync"/> or <see cref="FinishAsync"/>.</summary>
    /// <param name="path">The whole path.</param>
    /// <param name="form">How it is written.</param>
    /// <param name="append">At the end of a file that is there, instead of in its place.</param>
    public RecordFile(string path, RecordFileForm form, bool append) => (_path, _form, _append) = (path, form, append);

    /// <summary>The form that a file's name asks for: .csv is a table; .jsonl, .ndjson and .json are JSON lines. Null for another ending.</summary>
    public static RecordFileForm? FormOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".CSV" => RecordFileForm.Csv,
        ".JSONL" or ".NDJSON" or ".JSON" => RecordFileForm.JsonLines,
        _ => null,
    };

    /// <summary>Adds an object.</summary>
    /// <exception cref="RingCentralAdException">RecordFileMixed: a table holds objects of one kind.</exception>
    public async Task WriteAsync(object row, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        StreamWriter writer = Open(row.GetType());
        if (_form == RecordFileForm.Csv && row.GetType() != _type)
        {
            throw new RingCentralAdException(
                "RecordFileMixed", ErrorKind.Data, $"A {row.GetType().Name} does not fit into {_path}, a table of {_type!.Name}.", "Write runs and changes into a file each, or as JSON lines.", _path);
        }

        await writer.WriteLineAsync((_form == RecordFileForm.Csv ? RecordText.CsvValues(row) : RecordText.Json(row)).AsMemory(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the file and gives it its name.</summary>
    public async Task FinishAsync()
    {
        await Open(null).DisposeAsync().ConfigureAwait(false);
        if (_draft is not null)
        {
            File.Move(_draft, _path, overwrite: true);
        }

        _draft = null;
        _finished = true;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null && !_finished)
        {
            if (_writer.BaseStream is { CanWrite: true } stream && _draft is null)
            {
                await _writer.FlushAsync().ConfigureAwait(false);
                stream.SetLength(_before);
            }

            await _writer.DisposeAsync().ConfigureAwait(false);
        }

        if (_draft is not null)
        {
            File.Delete(_draft);
        }
    }

    private StreamWriter Open(Type? type)
    {
        if (_writer is null)
        {
            bool more = _append && File.Exists(_path) && new FileInfo(_path).Length > 0;
            if (more && type is not null && _form == RecordFileForm.Csv)
            {
                CheckNames(type);
            }

            _before = more ? new FileInfo(_path).Length : 0;
            _draft = more ? null : $"{_path}.{Path.GetRandomFileName()}";
            _writer = new StreamWriter(_draft is null ? new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read) : PrivateFile.Open(_draft), RecordText.EncodingOf(_form)) { NewLine = "\n" };
            _type = type;
            if (!more && type is not null && _form == RecordFileForm.Csv)
            {
                _writer.WriteLine(RecordText.CsvNames(type));
            }
        }

        return _writer;
    }

    private void CheckNames(Type type)
    {
        using StreamReader reader = new(_path);
        if (reader.ReadLine() != RecordText.CsvNames(type))
        {
            throw new RingCentralAdException(
                "RecordFileOther", ErrorKind.Conflict, $"{_path} is no table of {type.Name} of this version.", "Name another file, or leave -Append out.", _path);
        }
    }
}
