using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Quay.Client;

/// <summary>
/// Reads the pages of one history straight into rows, with nothing between the bytes and the row. What is out of the ordinary, an error included, is left
/// to the serializer, so that both read the same.
/// </summary>
/// <param name="serializer">How the serializer reads a page.</param>
/// <param name="rowsExpected">About how many rows a page has.</param>
internal sealed class TagHistoryReader(Func<JsonTypeInfo<TagHistoryPage>> serializer, int rowsExpected)
{
    private readonly StringCache _names = new();
    private readonly StringCache _digests = new();

    // By the last bits of the day: rows end on some other day than they begin.
    private readonly Rfc2822Day[] _days = new Rfc2822Day[8];

    /// <exception cref="JsonException">The bytes are not a page of a history.</exception>
    public TagHistoryPage Read(ReadOnlyMemory<byte> json)
    {
        // Pages that were requested side by side come side by side.
        lock (_names)
        {
            try
            {
                if (TryRead(json.Span) is { } page)
                {
                    return page;
                }
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
            {
                // The serializer finds it again, and says where.
            }
        }

        using var stream = new MemoryStream(json.ToArray(), writable: false);
        return JsonSerializer.Deserialize(stream, serializer()) ?? throw new JsonException("The body is null.");
    }

    /// <summary>A page; null for the serializer to read.</summary>
    internal TagHistoryPage? TryRead(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        List<TagHistoryEntry>? rows = null;
        int? page = null;
        bool? hasAdditional = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("tags"u8))
            {
                rows = ReadRows(ref reader);
                if (rows is null)
                {
                    return null;
                }
            }
            else if (reader.ValueTextEquals("page"u8))
            {
                reader.Read();
                page = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("has_additional"u8))
            {
                reader.Read();
                hasAdditional = reader.GetBoolean();
            }
            else
            {
                reader.Skip();
            }
        }

        bool isWhole = !reader.Read() && rows is not null && page is not null && hasAdditional is not null;
        return isWhole ? new TagHistoryPage { Tags = rows!, Page = page!.Value, HasAdditional = hasAdditional!.Value } : null;
    }

    private List<TagHistoryEntry>? ReadRows(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var rows = new List<TagHistoryEntry>(rowsExpected);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (ReadRow(ref reader) is not { } row)
            {
                return null;
            }

            rows.Add(row);
        }

        return reader.TokenType == JsonTokenType.EndArray ? rows : null;
    }

    private TagHistoryEntry? ReadRow(ref Utf8JsonReader reader)
    {
        var row = default(TagHistoryFields);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // The names are told apart by their length first: Quay sends each of them in every row.
            ReadOnlySpan<byte> name = reader.ValueSpan;
            bool isRead = name.Length switch
            {
                4 when name.SequenceEqual("name"u8) => Text(ref reader, _names, ref row.Name) && row.Name is not null,
                4 when name.SequenceEqual("size"u8) => Number(ref reader, ref row.Size),

                // A time that comes again behind a date that repeated it is for the serializer.
                6 when name.SequenceEqual("end_ts"u8) && !row.ExpirationIsEnd => Seconds(ref reader, ref row.End),
                8 when name.SequenceEqual("start_ts"u8) && !row.LastModifiedIsStart => Seconds(ref reader, ref row.Start),
                9 when name.SequenceEqual("reversion"u8) => Flag(ref reader, ref row.Reversion),
                9 when name.SequenceEqual("immutable"u8) => OptionalFlag(ref reader, ref row.Immutable),
                9 when name.SequenceEqual("is_sparse"u8) => OptionalFlag(ref reader, ref row.IsSparse),
                10 when name.SequenceEqual("expiration"u8) => Date(ref reader, row.End, ref row.ExpirationIsEnd, ref row.Expiration),
                13 when name.SequenceEqual("last_modified"u8) => Date(ref reader, row.Start, ref row.LastModifiedIsStart, ref row.LastModified),
                15 when name.SequenceEqual("manifest_digest"u8) => Text(ref reader, _digests, ref row.Digest),
                16 when name.SequenceEqual("is_manifest_list"u8) => Flag(ref reader, ref row.IsManifestList),
                19 when name.SequenceEqual("present_child_count"u8) => Count(ref reader, ref row.PresentChildCount),
                20 when name.SequenceEqual("child_manifest_count"u8) => Count(ref reader, ref row.ChildManifestCount),
                24 when name.SequenceEqual("child_manifests_presence"u8) => Presence(ref reader, ref row.ChildManifestsPresence),

                6 when name.SequenceEqual("end_ts"u8) => false,
                8 when name.SequenceEqual("start_ts"u8) => false,

                // Written with an escape it may be any of them.
                _ => !reader.ValueIsEscaped && reader.TrySkip(),
            };
            if (!isRead)
            {
                return null;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject && row.Name is not null ? new TagHistoryEntry(row) : null;
    }

    private static bool Text(ref Utf8JsonReader reader, StringCache cache, ref string? value)
    {
        if (!reader.Read() || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            return false;
        }

        value = reader.TokenType == JsonTokenType.Null ? null
            : reader.ValueIsEscaped || !Ascii.IsValid(reader.ValueSpan) ? reader.GetString()
            : cache.Get(reader.ValueSpan);
        return true;
    }

    private static bool Number(ref Utf8JsonReader reader, ref long? value)
    {
        reader.Read();
        value = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
        return true;
    }

    private static bool Count(ref Utf8JsonReader reader, ref int? value)
    {
        reader.Read();
        value = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt32();
        return true;
    }

    private static bool Flag(ref Utf8JsonReader reader, ref bool value)
    {
        reader.Read();
        value = reader.GetBoolean();
        return true;
    }

    private static bool OptionalFlag(ref Utf8JsonReader reader, ref bool? value)
    {
        reader.Read();
        value = reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean();
        return true;
    }

    private static bool Seconds(ref Utf8JsonReader reader, ref Instant value)
    {
        reader.Read();
        bool isNull = reader.TokenType == JsonTokenType.Null;
        long seconds = 0;
        bool isTime = isNull || (reader.TryGetInt64(out seconds) && UnixSecondsConverter.IsTime(seconds));
        value = isNull || !isTime ? default : Instant.FromUnixSeconds(seconds);
        return isTime;
    }

    /// <summary>A date, which nearly always repeats a time that was read before it.</summary>
    private bool Date(ref Utf8JsonReader reader, Instant repeated, ref bool isRepeated, ref Instant value)
    {
        reader.Read();
        value = default;
        isRepeated = false;
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped)
        {
            return reader.TokenType == JsonTokenType.Null;
        }

        if (repeated.UnixSeconds is { } seconds && _days[Rfc2822Day.Of(seconds) & (_days.Length - 1)].Writes(reader.ValueSpan, seconds))
        {
            isRepeated = true;
            return true;
        }

        bool isDate = Rfc2822Date.TryParse(reader.ValueSpan, out long other);
        value = isDate ? Instant.FromUnixSeconds(other) : default;
        return isDate;
    }

    private static bool Presence(ref Utf8JsonReader reader, ref Dictionary<string, bool>? value)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            value = null;
            return reader.TokenType == JsonTokenType.Null;
        }

        value = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string digest = reader.GetString()!;
            reader.Read();
            value[digest] = reader.GetBoolean();
        }

        return reader.TokenType == JsonTokenType.EndObject;
    }
}
