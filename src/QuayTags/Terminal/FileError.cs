namespace QuayTags;

/// <summary>Formats the errors of .NET about files for users.</summary>
internal static class FileError
{
    public static string MessageOf(Exception fault) => fault switch
    {
        FileNotFoundException { FileName: { } file } => $"The file '{file}' does not exist.",
        DirectoryNotFoundException when Path(fault) is { } path => $"The folder of '{path}' does not exist.",
        UnauthorizedAccessException when Path(fault) is { } path && Directory.Exists(path) => $"'{path}' is a folder, not a file.",
        UnauthorizedAccessException when Path(fault) is { } path => $"You have no permission to use '{path}'.",
        _ => fault.Message,
    };

    // Only the message has the path, in quotation marks.
    private static string? Path(Exception fault) =>
        fault.Message.IndexOf('\'') is >= 0 and var start && fault.Message.LastIndexOf('\'') is var end && end > start
            ? fault.Message[(start + 1)..end]
            : null;
}
