using System.Buffers;
using System.Text.Json;

namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Writes a page of a simulated list as Quay's JSON, without the times as text.</summary>
internal sealed class PageJson
{
    private static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    private static readonly JsonEncodedText Reversion = JsonEncodedText.Encode("reversion");
    private static readonly JsonEncodedText Immutable = JsonEncodedText.Encode("immutable");
    private static readonly JsonEncodedText StartTs = JsonEncodedText.Encode("start_ts");
    private static readonly JsonEncodedText EndTs = JsonEncodedText.Encode("end_ts");
    private static readonly JsonEncodedText Digest = JsonEncodedText.Encode("manifest_digest");

    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);

    public byte[] Write(SimulatedRepository repository, int page, long offset, int count)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteStartArray("tags");
        for (int i = 0; i < count; i++)
        {
            Write(json, repository[(int)offset + i].State);
        }

        json.WriteEndArray();
        json.WriteNumber("page", page);
        json.WriteBoolean("has_additional", offset + count < repository.Count);
        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, EntryState entry)
    {
        json.WriteStartObject();
        json.WriteString(Name, entry.Name);
        json.WriteBoolean(Reversion, entry.Reversion);
        json.WriteBoolean(Immutable, entry.Immutable);
        json.WriteNumber(StartTs, entry.Start);
        if (entry.End is { } end)
        {
            json.WriteNumber(EndTs, end);
        }

        json.WriteString(Digest, entry.Digest);
        json.WriteEndObject();
    }
}
