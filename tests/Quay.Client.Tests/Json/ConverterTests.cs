using System.Text.Json;

namespace Quay.Client.Tests.Json;

public class ConverterTests
{
    [Fact]
    public void Converters_reject_null_writers_and_values()
    {
        var options = JsonSerializerOptions.Default;
        using var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream);

        Assert.Throws<ArgumentNullException>("writer", () => new UnixSecondsConverter().Write(null!, default, options));
        Assert.Throws<ArgumentNullException>("writer", () => new Rfc2822DateConverter().Write(null!, default, options));
        Assert.Throws<ArgumentNullException>("writer", () => new SecondsConverter().Write(null!, default, options));
        Assert.Throws<ArgumentNullException>("writer", () => new ParsableConverter<TagName>().Write(null!, "v1", options));
        Assert.Throws<ArgumentNullException>("writer", () => new LayerCommandConverter().Write(null!, [], options));
        Assert.Throws<ArgumentNullException>("value", () => new LayerCommandConverter().Write(writer, null!, options));
        Assert.Throws<ArgumentNullException>(
            "writer", () => new AutoPrunePolicyConverter().Write(null!, AutoPrunePolicy.KeepNewest(1), options));
        Assert.Throws<ArgumentNullException>("value", () => new AutoPrunePolicyConverter().Write(writer, null!, options));
    }
}
