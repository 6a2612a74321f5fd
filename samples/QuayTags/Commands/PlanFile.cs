using System.Text.Json;
using Quay.Client.History;

namespace QuayTags.Commands;

/// <summary>A rollback plan in a file, for another day: people may take steps out of it.</summary>
internal static class PlanFile
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, RespectNullableAnnotations = true };

    public static Task WriteAsync(FileInfo file, RollbackPlan plan, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(plan, Json) + Environment.NewLine, cancellationToken);

    /// <exception cref="UsageException">The file holds no plan.</exception>
    public static async Task<RollbackPlan> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        string text = await File.ReadAllTextAsync(file.FullName, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize<RollbackPlan>(text, Json) ?? throw new JsonException("It is null.");
        }
        catch (JsonException fault)
        {
            throw new UsageException($"{file} holds no plan: {fault.Message}");
        }
    }
}
