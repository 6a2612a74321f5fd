using System.Globalization;
using System.Text.Json;
using Quay.Client.History;

namespace QuayTags.Commands;

/// <summary>A rollback plan in a file, for another day: people may take steps out of it.</summary>
internal static class PlanFile
{
    public static Task WriteAsync(FileInfo file, TagPlan plan, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(file.FullName, plan.ToJson() + Environment.NewLine, cancellationToken);

    /// <exception cref="UsageException">The file holds no plan.</exception>
    public static async Task<TagPlan> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        string text = await File.ReadAllTextAsync(file.FullName, cancellationToken);
        try
        {
            using (JsonDocument.Parse(text))
            {
                return TagPlan.Parse(text);
            }
        }
        catch (JsonException fault)
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"line {fault.LineNumber + 1 ?? 1}, column {fault.BytePositionInLine + 1 ?? 1}");
            throw new UsageException(fault.Path is { } path
                ? $"{file} holds no plan: at {path} ({where}) a property is missing, unknown, null or of another type. 'rollback --save' writes a whole plan."
                : $"{file} holds no plan: it is not JSON ({where}), or null. 'rollback --save' writes a whole plan.");
        }
    }
}
