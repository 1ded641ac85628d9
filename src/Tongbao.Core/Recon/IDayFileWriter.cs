namespace Tongbao.Core.Recon;

/// <summary>Writes a file of a day out of the books, for wires that answer a request with the file itself.</summary>
public interface IDayFileWriter
{
    /// <summary>The Content-Type of such files.</summary>
    string TypeOf(DayFileKind kind);

    Task Write(AppId app, IDayFiles files, DateOnly day, DayFileKind kind, Stream to, CancellationToken gone);
}
