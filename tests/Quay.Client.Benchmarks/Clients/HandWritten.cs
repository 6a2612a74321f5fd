using System.Buffers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Quay.Client.Benchmarks.Clients;

/// <summary>Provides clients that an application would write with an <see cref="HttpClient"/>.</summary>
internal static class HandWritten
{
    /// <summary>Reads the bytes without parsing them: the lower bound.</summary>
    public static async Task<long> TransportAsync(HttpClient http, int pages)
    {
        long bytes = 0;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        for (int page = 1; page <= pages; page++)
        {
            bytes += await FillAsync(http, page, buffer);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return bytes;
    }

    /// <summary>Uses the JSON extensions of <see cref="HttpClient"/> with the source-generated serializer: the baseline.</summary>
    public static async Task<long> SerializerAsync(HttpClient http)
    {
        var sum = default(Checksum);
        for (int page = 1; ; page++)
        {
            PageDto response = (await http.GetFromJsonAsync(Address(page), DtoContext.Default.PageDto))!;
            response.AddTo(ref sum);
            if (!response.HasAdditional)
            {
                return sum.Value;
            }
        }
    }

    /// <summary>Uses a <see cref="Utf8JsonReader"/> over a pooled buffer.</summary>
    public static async Task<long> ReaderAsync(HttpClient http)
    {
        var sum = default(Checksum);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        for (int page = 1; ; page++)
        {
            int length = await FillAsync(http, page, buffer);
            PageDto response = Read(buffer.AsSpan(0, length));
            response.AddTo(ref sum);
            if (!response.HasAdditional)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return sum.Value;
            }
        }
    }

    public static string Address(int page) =>
        page == 1 ? "api/v1/repository/acme/app/tag/?limit=100" : $"api/v1/repository/acme/app/tag/?limit=100&page={page}";

    private static async Task<int> FillAsync(HttpClient http, int page, byte[] buffer)
    {
        using HttpResponseMessage response = await http.GetAsync(
            new Uri(Address(page), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await response.Content.ReadAsStreamAsync();
        return await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
    }

    private static PageDto Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var entries = new List<EntryDto>(Pages.PageSize);
        int number = 0;
        bool hasAdditional = false;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("tags"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    entries.Add(ReadEntry(ref reader));
                }
            }
            else if (reader.ValueTextEquals("page"u8))
            {
                reader.Read();
                number = reader.GetInt32();
            }
            else
            {
                reader.Read();
                hasAdditional = reader.GetBoolean();
            }
        }

        return new PageDto { Tags = entries, Page = number, HasAdditional = hasAdditional };
    }

    private static EntryDto ReadEntry(ref Utf8JsonReader reader)
    {
        string name = "";
        string? digest = null;
        bool reversion = false;
        bool isList = false;
        long start = 0;
        long? end = null;
        long? size = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> property = reader.ValueSpan;
            reader.Read();
            if (property.SequenceEqual("name"u8))
            {
                name = reader.GetString()!;
            }
            else if (property.SequenceEqual("start_ts"u8))
            {
                start = reader.GetInt64();
            }
            else if (property.SequenceEqual("end_ts"u8))
            {
                end = reader.GetInt64();
            }
            else if (property.SequenceEqual("manifest_digest"u8))
            {
                digest = reader.GetString();
            }
            else if (property.SequenceEqual("size"u8))
            {
                size = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
            }
            else if (property.SequenceEqual("reversion"u8))
            {
                reversion = reader.GetBoolean();
            }
            else if (property.SequenceEqual("is_manifest_list"u8))
            {
                isList = reader.GetBoolean();
            }
        }

        return new EntryDto
        {
            Name = name,
            ManifestDigest = digest,
            Reversion = reversion,
            IsManifestList = isList,
            Start = start,
            End = end,
            Size = size,
        };
    }
}
