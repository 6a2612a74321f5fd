using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Quay.Client;

/// <summary>
/// Reads the pages of one history directly from their bytes. It leaves errors and unusual JSON to the serializer, so that both produce the
/// same results.
/// </summary>
internal sealed class TagHistoryReader(Func<JsonTypeInfo<TagHistoryPage>> serializer)
{
    private readonly StringCache _names = new();
    private readonly StringCache _digests = new();

    public TagHistoryPage Read(ReadOnlyMemory<byte> json, PageRange range)
    {
        // Pages are requested concurrently.
        lock (_names)
        {
            try
            {
                if (TryRead(json.Span, range) is { } page)
                {
                    return page;
                }
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
            {
                // The serializer finds the same error and reports its position.
            }
        }

        using var stream = new MemoryStream(json.ToArray(), writable: false);
        return JsonSerializer.Deserialize(stream, serializer())?.WithoutFirst(range.Skip) ?? throw new JsonException("The body is null.");
    }

    // Returns null if the serializer must read the page.
    internal TagHistoryPage? TryRead(ReadOnlySpan<byte> json, PageRange range)
    {
        var reader = new Utf8JsonReader(json);
        List<TagHistoryEntry>? entries = null;
        int skipped = 0;
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
                (entries, skipped) = ReadEntries(ref reader, range);
                if (entries is null)
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

        bool isWhole = !reader.Read() && entries is not null && page is not null && hasAdditional is not null;
        return !isWhole ? null
            : new TagHistoryPage { Tags = entries!, Page = page!.Value, HasAdditional = hasAdditional!.Value }.AfterSkipping(skipped);
    }

    private (List<TagHistoryEntry>? Entries, int Skipped) ReadEntries(ref Utf8JsonReader reader, PageRange range)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            return default;
        }

        int skipped = 0;
        var entries = new List<TagHistoryEntry>(range.Limit - range.Skip);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (skipped < range.Skip)
            {
                reader.Skip();
                skipped++;
            }
            else if (ReadEntry(ref reader) is { } entry)
            {
                entries.Add(entry);
            }
            else
            {
                return default;
            }
        }

        return reader.TokenType == JsonTokenType.EndArray ? (entries, skipped) : default;
    }

    private TagHistoryEntry? ReadEntry(ref Utf8JsonReader reader)
    {
        var fields = default(Fields);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Quay sends all names in every entry, and the length distinguishes most of them.
            ReadOnlySpan<byte> name = reader.ValueSpan;
            bool isRead = name.Length switch
            {
                4 when name.SequenceEqual("name"u8) => Text(ref reader, _names, ref fields.Name) && fields.Name is not null,
                4 when name.SequenceEqual("size"u8) => Number(ref reader, ref fields.Size),
                6 when name.SequenceEqual("end_ts"u8) => Seconds(ref reader, ref fields.End),
                8 when name.SequenceEqual("start_ts"u8) => Seconds(ref reader, ref fields.Start),
                9 when name.SequenceEqual("reversion"u8) => Flag(ref reader, ref fields.Reversion),
                9 when name.SequenceEqual("immutable"u8) => OptionalFlag(ref reader, ref fields.Immutable),
                9 when name.SequenceEqual("is_sparse"u8) => OptionalFlag(ref reader, ref fields.IsSparse),
                15 when name.SequenceEqual("manifest_digest"u8) => Text(ref reader, _digests, ref fields.Digest),
                16 when name.SequenceEqual("is_manifest_list"u8) => Flag(ref reader, ref fields.IsManifestList),
                19 when name.SequenceEqual("present_child_count"u8) => Count(ref reader, ref fields.PresentChildCount),
                20 when name.SequenceEqual("child_manifest_count"u8) => Count(ref reader, ref fields.ChildManifestCount),
                24 when name.SequenceEqual("child_manifests_presence"u8) => Presence(ref reader, ref fields.ChildManifestsPresence),

                // A name with an escape can be any of these.
                _ => !reader.ValueIsEscaped && reader.TrySkip(),
            };
            if (!isRead)
            {
                return null;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject && fields.Name is not null ? fields.ToEntry() : null;
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
        value = reader.Read() && reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean();
        return true;
    }

    private static bool Seconds(ref Utf8JsonReader reader, ref Instant value)
    {
        reader.Read();
        (bool isNull, long seconds) = (reader.TokenType == JsonTokenType.Null, 0);
        bool isTime = isNull || (reader.TryGetInt64(out seconds) && UnixSecondsConverter.IsTime(seconds));
        value = isNull || !isTime ? default : Instant.FromUnixSeconds(seconds);
        return isTime;
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

    private struct Fields
    {
        public string? Name;
        public string? Digest;
        public long? Size;
        public Instant Start;
        public Instant End;
        public bool Reversion;
        public bool IsManifestList;
        public bool? Immutable;
        public bool? IsSparse;
        public int? ChildManifestCount;
        public int? PresentChildCount;
        public Dictionary<string, bool>? ChildManifestsPresence;

        private readonly bool HasChildren =>
            IsSparse is not null || ChildManifestCount is not null || PresentChildCount is not null || ChildManifestsPresence is not null;

        public readonly TagHistoryEntry ToEntry() => new()
        {
            Name = Name!,
            ManifestDigest = Digest,
            Start = Start.Time,
            End = End.Time,
            Size = Size,
            Reversion = Reversion,
            IsManifestList = IsManifestList,
            Immutable = Immutable,
            Children = !HasChildren ? null : new()
            {
                IsSparse = IsSparse,
                Count = ChildManifestCount,
                PresentCount = PresentChildCount,
                Presence = ChildManifestsPresence,
            },
        };
    }
}
