using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsCheck;

namespace QuayTags.Tests;

/// <summary>Reads the CSV of the tool with readers that were not written here.</summary>
public class CsvTests
{
    private static readonly string[] Header = ["first", "second", "third"];

    private static readonly string?[] Hostile =
    [
        null, "", " ", ",", "\"", "\"\"", "\r", "\n", "\r\n", "a,b", "a\"b", "\",\"", "\"a\"", " padded ", "=1+1", "+1", "-1", "@SUM(A1)",
        "'", ";", "\t", "日本語", "\U0001F433", "e\u0301", "\u202e", "\ufeffx", "\u2028", "\\\"", "\u001b[31m",
    ];

    private static readonly Gen<string?> HostileField = Gen.OneOf(
        Gen.Int[0, Hostile.Length - 1].Select(i => Hostile[i]),
        Gen.String[Gen.Char[",\"\r\n aé日"], 0, 12].Select(text => (string?)text));

    private static readonly Gen<string?[][]> HostileLines = HostileField.Array[Header.Length].Array[0, 20];

    [Fact]
    public void Every_value_is_read_back_unchanged() =>
        HostileLines.Sample(lines => Assert.Equal(Expected(lines), CsvText.ReadLines(Write(lines))));

    [Fact]
    public void Lines_end_with_CR_and_LF_and_only_special_fields_are_quoted() => Assert.Equal(
        "first,second,third\r\nplain,,\"a,b\"\r\n\"say \"\"hi\"\"\",\"a\nb\",\"\r\"\r\n",
        Write([["plain", null, "a,b"], ["say \"hi\"", "a\nb", "\r"]]));

    [Fact]
    public void Header_is_written_also_without_items() => Assert.Equal("first,second,third\r\n", Write([]));

    [Fact]
    public void Header_is_not_written_before_the_first_item()
    {
        ToolContext context = ToolRun.Context();
        _ = new ListWriter<string?[]>(Format, OutputKind.Csv, context);

        Assert.Equal("", context.Output.ToString());
    }

    [Fact]
    public void Terminal_gets_no_control_characters()
    {
        string text = Write([["a\u001b[31mb", "c\u202ed", "e\nf"]], ToolRun.Context() with { OutputIsTerminal = true });

        Assert.Equal("a[31mb,cd,e f\r\n", text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public async Task Python_reads_every_value_back_unchanged()
    {
        Assert.SkipUnless(ShellFolder.CanRun("python3"), "There is no python3.");
        string?[][] lines = [.. Hostile.Select((value, i) => new[] { value, $"{i}", value })];
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Write(lines), TestContext.Current.CancellationToken);

        const string Script = "import csv, json, sys; print(json.dumps(list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8')))))";
        var start = new ProcessStartInfo("python3", ["-c", Script, file]) { RedirectStandardOutput = true };
        using Process python = Process.Start(start)!;
        string printed = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.Delete(file);

        Assert.Equal(Expected(lines), JsonSerializer.Deserialize<string[][]>(printed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Items_of_JSON_and_CSV_are_not_kept_in_memory(bool asJson)
    {
        ToolContext context = ToolRun.Context() with { Output = new StreamWriter(Stream.Null, Encoding.UTF8) };
        var writer = new ListWriter<string?[]>(Format, asJson ? OutputKind.Json : OutputKind.Csv, context);

        WeakReference[] items = Add(writer, count: 100);
        GC.Collect();
        int alive = items.Count(item => item.IsAlive);
        writer.Complete();

        Assert.Equal(100, writer.Count);
        Assert.Equal(0, alive);
    }

    [Fact]
    public void Items_are_written_before_the_list_is_complete()
    {
        ToolContext context = ToolRun.Context();
        var writer = new ListWriter<string?[]>(Format, OutputKind.Csv, context);

        writer.Add(["1", "2", "3"]);

        Assert.Equal("first,second,third\r\n1,2,3\r\n", context.Output.ToString());
    }

    private static ListFormat<string?[]> Format { get; } = new()
    {
        Columns = [.. Header.Select(name => new Column(name, 0))],
        Cells = item => [.. item.Select(value => Cells.Of(value))],
        Csv = [.. Header.Select((name, i) => new CsvColumn<string?[]>(name, item => item[i]))],
        Json = JsonTypeInfo.CreateJsonTypeInfo<string?[]>(new JsonSerializerOptions(JsonSerializerOptions.Default)),
    };

    // A separate method, so that no local variable keeps an item.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Add(ListWriter<string?[]> writer, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            string?[] item = [$"{i}", "b", "c"];
            writer.Add(item);
            return new WeakReference(item);
        }),
    ];

    private static string[][] Expected(string?[][] lines) => [Header, .. lines.Select(line => line.Select(value => value ?? "").ToArray())];

    private static string Write(string?[][] lines, ToolContext? context = null)
    {
        context ??= ToolRun.Context();
        var writer = new ListWriter<string?[]>(Format, OutputKind.Csv, context);
        Array.ForEach(lines, writer.Add);
        writer.Complete("a summary");
        return context.Output.ToString()!;
    }
}
