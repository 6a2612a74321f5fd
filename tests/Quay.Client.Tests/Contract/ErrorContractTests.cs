using System.Net;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>
/// Returns every recorded error response, of any endpoint, to a read of the tag history: the exception depends only on the response.
/// <c>Recorded/errors.tsv</c> lists for each the name, the exception, Quay's error type, Quay's text, and the rest of the message.
/// </summary>
public class ErrorContractTests
{
    private static readonly Dictionary<string, string[]> Expected =
        File.ReadAllLines("Recorded/errors.tsv").Select(line => line.Split('\t')).ToDictionary(line => line[0]);

    public static TheoryData<string> Recorded =>
        [.. RecordedExchange.All().Where(exchange => exchange.Status is < 200 or >= 300 && exchange.Method != "HEAD")
            .Select(exchange => exchange.Name)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Each_recorded_error_throws_the_expected_exception(string name)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        await using RecordedQuay quay = new RecordedQuay()
            .Expect("/api/v1/repository/rqorg/scratch/tag/?limit=100", RecordedQuay.ResponseOf(exchange));
        using QuayClient client = quay.CreateClient();

        Exception? thrown = await Record.ExceptionAsync(async () => await client.Tags.GetHistory("rqorg/scratch").CountAsync());

        var error = Assert.IsType<QuayException>(thrown, exactMatch: false);
        string prefix = $"GET {quay.Address}api/v1/repository/rqorg/scratch/tag/?limit=100: ";
        Assert.StartsWith(prefix, error.Message, StringComparison.Ordinal);
        string[] read = [name, error.GetType().Name, error.ErrorType ?? "-", error.Detail ?? "-", error.Message[prefix.Length..]];
        Assert.Equal(Expected[name], read);
        Assert.Equal((HttpStatusCode)exchange.Status, error.StatusCode);
        Assert.Equal(exchange.Text[..Math.Min(exchange.Text.Length, 16 * 1024)], error.ResponseBody ?? "");
        Assert.DoesNotContain("<", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(RecordedQuay.Token, error.ToString(), StringComparison.Ordinal);
        Assert.Null(error.RetryAfter);
    }

    [Fact]
    public void Table_of_errors_lists_exactly_the_recorded_error_responses() =>
        Assert.Equal(Recorded.Select(row => row.Data).Order(), Expected.Keys.Order());
}
