using System.Buffers;
using System.Text;
using System.Text.Json;
using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Writes the data of the page as JSON. Times are seconds since 1970; null if unknown.</summary>
/// <remarks>
/// The writer's default encoder escapes <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c>, quotes and all characters beyond ASCII. So no name can end
/// the script element that holds the data.
/// </remarks>
internal static class PageData
{
    public static string Of(Scene scene)
    {
        Scene all = scene.WithAllBars();
        var palette = Palette.Of(all.Lanes);
        string[] digests = [.. all.Lanes.SelectMany(lane => lane.Bars)
            .Select(bar => bar.Entry.ManifestDigest)
            .Concat(all.Events.SelectMany(tagEvent => new[] { tagEvent.FromDigest, tagEvent.ToDigest }))
            .OfType<string>()
            .Distinct()];
        var digestIndex = digests.Index().ToDictionary(digest => digest.Item, digest => digest.Index, StringComparer.Ordinal);
        var laneIndex = all.Lanes.Index().ToDictionary(lane => lane.Item.Tag, lane => lane.Index, StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("repository", VisibleText.Of(scene.Repository));
            json.WriteString("pattern", scene.Pattern is { } pattern ? VisibleText.Of(pattern) : null);
            WriteTime(json, "now", scene.Now);
            WriteTime(json, "completeFrom", scene.CompleteFrom);
            WriteRange(json, "range", scene.Range);
            WriteRange(json, "whole", all.Range);
            json.WriteNumber("earlier", scene.EarlierEvents);
            json.WriteStartArray("digests");
            foreach (string digest in digests)
            {
                WriteDigest(json, digest, palette.TryFind(digest));
            }

            json.WriteEndArray();
            json.WriteStartArray("lanes");
            foreach (Lane lane in all.Lanes)
            {
                WriteLane(json, lane, all.Now, digestIndex);
            }

            json.WriteEndArray();
            json.WriteStartArray("events");
            foreach (TagEvent tagEvent in all.Events.Where(tagEvent => laneIndex.ContainsKey(tagEvent.Tag)))
            {
                WriteEvent(json, tagEvent, laneIndex, digestIndex);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // [digest, colour, stripe]
    private static void WriteDigest(Utf8JsonWriter json, string digest, Fill fill)
    {
        json.WriteStartArray();
        json.WriteStringValue(VisibleText.Of(digest));
        json.WriteStringValue(fill.Colour);
        json.WriteNumberValue((int)fill.Stripe);
        json.WriteEndArray();
    }

    private static void WriteLane(Utf8JsonWriter json, Lane lane, DateTimeOffset now, Dictionary<string, int> digestIndex)
    {
        json.WriteStartObject();
        json.WriteString("tag", VisibleText.Of(lane.Tag));
        json.WriteNumber("tracks", lane.Tracks);
        json.WriteStartArray("bars");
        foreach (Bar bar in lane.Bars)
        {
            WriteBar(json, bar, now, digestIndex);
        }

        json.WriteEndArray();
        json.WriteStartArray("marks");
        foreach (Mark mark in lane.Marks.Where(mark => MarkName(mark.Kind) is not null))
        {
            json.WriteStartArray();
            json.WriteNumberValue(mark.At.ToUnixTimeSeconds());
            json.WriteStringValue(MarkName(mark.Kind));
            json.WriteNumberValue(mark.Bar.Track);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // [start, end, digest or -1, track, state, details]
    private static void WriteBar(Utf8JsonWriter json, Bar bar, DateTimeOffset now, Dictionary<string, int> digestIndex)
    {
        json.WriteStartArray();
        json.WriteNumberValue(bar.Start.ToUnixTimeSeconds());
        json.WriteNumberValue(bar.End.ToUnixTimeSeconds());
        json.WriteNumberValue(bar.Entry.ManifestDigest is { } digest ? digestIndex[digest] : -1);
        json.WriteNumberValue(bar.Track);
        json.WriteStringValue(bar.State switch
        {
            BarState.Alive => "alive",
            BarState.WillExpire => "expires",
            BarState.EndUnknown => "unknown",
            _ => "ended",
        });

        // The name and the digest are elsewhere in the data.
        json.WriteStringValue(string.Join('\n', Tooltip.Of(bar, now).Skip(2)));
        json.WriteEndArray();
    }

    // [time, lane, kind, from digest, to digest]
    private static void WriteEvent(
        Utf8JsonWriter json, TagEvent tagEvent, Dictionary<string, int> laneIndex, Dictionary<string, int> digestIndex)
    {
        json.WriteStartArray();
        if (tagEvent.At is { } at)
        {
            json.WriteNumberValue(at.ToUnixTimeSeconds());
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteNumberValue(laneIndex[tagEvent.Tag]);
        json.WriteStringValue(KindName.Of(tagEvent.Kind));
        json.WriteNumberValue(tagEvent.FromDigest is { } from ? digestIndex[from] : -1);
        json.WriteNumberValue(tagEvent.ToDigest is { } to ? digestIndex[to] : -1);
        json.WriteEndArray();
    }

    private static string? MarkName(TagEventKind kind) => kind switch
    {
        TagEventKind.PushedAgain => "again",
        TagEventKind.Reverted => "reverted",
        TagEventKind.Removed or TagEventKind.Expired => "gone",
        TagEventKind.WillExpire => "expires",
        TagEventKind.PermanentlyDeleted => "purged",
        _ => null,
    };

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteNumber(name, time.ToUnixTimeSeconds());

    private static void WriteRange(Utf8JsonWriter json, string name, TimeRange range)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(range.From.ToUnixTimeSeconds());
        json.WriteNumberValue(range.To.ToUnixTimeSeconds());
        json.WriteEndArray();
    }
}
