using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Quay.Client.History;
using Quay.Client.Tests.Formatting;

namespace Quay.Client.Tests.Conventions;

/// <summary>Verifies <c>ToString</c> of each public type, with hostile texts of a server and in any culture.</summary>
public class ToStringTests
{
    private const int MaxLength = 2_500;

    private static readonly DateTimeOffset Time = new(2026, 11, 28, 9, 8, 7, TimeSpan.FromHours(2));

    public static TheoryData<string> Types => [.. TestedTypes.Select(type => type.FullName!)];

    // All types that hold values: the records and the options. A RepositoryName holds only validated text.
    private static IEnumerable<Type> TestedTypes => PublicSurface.PublicTypes
        .Where(type => type is { IsAbstract: false, IsEnum: false, IsSpecialName: false })
        .Where(type => !type.IsAssignableTo(typeof(Exception)))
        .Where(type => !type.IsAssignableTo(typeof(System.Text.Json.Serialization.JsonConverter)))
        .Where(type => type.GetInterface("IAsyncEnumerable`1") is null)
        .Where(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Length > 0)
        .Where(type => type != typeof(QuayClient) && type != typeof(QuayRateLimiter) && type != typeof(TagWatch))
        .Where(type => type.GetInterface("IParsable`1") is null)
        .Select(type => type.IsGenericTypeDefinition
            ? type.MakeGenericType([.. type.GetGenericArguments().Select(_ => typeof(TagHistoryEntry))])
            : type);

    [Fact]
    public void Types_with_ToString_are_discovered() => Assert.Superset(
        new HashSet<Type>
        {
            typeof(TagHistoryEntry), typeof(TagChange), typeof(TagPlan), typeof(SnapshotDiff), typeof(TagTimeline), typeof(PlanStepResult),
            typeof(QuayClientOptions), typeof(Quay.Client.LogEntry), typeof(Quay.Client.ManifestLayer),
        },
        TestedTypes.ToHashSet());

    [Theory]
    [MemberData(nameof(Types))]
    public void ToString_returns_one_short_line_without_hostile_text(string name)
    {
        KnownTokens.Add(HostileText.Token);
        string line = CreateFilled(Find(name), HostileText.Text + new string('x', 10_000)).ToString()!;

        Assert.Null(HostileText.FindIn(line));
        Assert.InRange(line.Length, 1, MaxLength);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void ToString_is_not_the_generated_ToString_of_a_record(string name)
    {
        Type type = Find(name);

        Assert.Equal(type, type.GetMethod(nameof(ToString), [])!.DeclaringType);
        Assert.DoesNotContain($"{type.Name.Split('`')[0]} {{", CreateFilled(type, "text").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void ToString_does_not_depend_on_the_culture(string name)
    {
        object value = CreateFilled(Find(name), "text");

        Assert.Equal(value.ToString(), OddCulture.Run(value.ToString));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void ToString_of_an_object_without_values_does_not_throw(string name) =>
        Assert.NotNull(RuntimeHelpers.GetUninitializedObject(Find(name)).ToString());

    [Fact]
    public void Test_culture_formats_differently_from_the_invariant_culture()
    {
        Assert.NotEqual($"{Time}", OddCulture.Run(() => $"{Time}"));
        Assert.NotEqual($"{Time:yyyy}", OddCulture.Run(() => $"{Time:yyyy}"));
        Assert.NotEqual($"{-1}", OddCulture.Run(() => $"{-1}"));
    }

    [Fact]
    public void ToString_of_an_entry_has_tag_digest_and_times() => Assert.Equal(
        "prod sha256:ab, from 2026-11-28 07:08:07Z to 2026-11-28 08:08:07Z, restored",
        new TagHistoryEntry
        {
            Name = "prod",
            ManifestDigest = "sha256:ab",
            Start = Time,
            End = Time.AddHours(1),
            Reversion = true,
        }.ToString());

    [Fact]
    public void ToString_of_a_tag_change_has_tag_and_digests() => Assert.Equal(
        "prod: changed, from nothing to sha256:ab, 1 entry of others",
        new TagChange
        {
            Tag = "prod",
            IsChanged = true,
            After = new TagHistoryEntry { Name = "prod", ManifestDigest = "sha256:ab" },
            OtherEntries = [new TagHistoryEntry { Name = "prod" }],
        }.ToString());

    [Fact]
    public void ToString_of_the_options_does_not_show_the_token() => Assert.Equal(
        "https://quay.test/root, with a token",
        new QuayClientOptions { Endpoint = new Uri("https://user:secret@quay.test/root?secret"), Token = "secret" }.ToString());

    [Fact]
    public void Message_about_an_invalid_number_does_not_depend_on_the_culture()
    {
        Func<object>[] rejected =
        [
            () => new PlanExecutionOptions { MaxConcurrency = -5 },
            () => new TagHistoryQuery { PageSize = -5 },
            () => new TagHistoryQuery { MaxConcurrentPages = -5 },
            () => Quay.Client.AutoPrunePolicy.KeepNewest(-5),
            () => Quay.Client.AutoPrunePolicy.RemoveOlderThan(TimeSpan.FromDays(-5)),
            () => RepositorySnapshot.Of("acme/app", [], Time, Time.AddDays(-5), window: null),
            () => new QuayClient(new QuayClientOptions
            {
                Endpoint = new Uri("https://quay.test"),
                MaxRetries = -5,
                MaxResponseBytes = -5,
                MaxConcurrentPages = -5,
            }),
        ];

        Assert.All(rejected, create =>
        {
            string message = Record.Exception(() => create())!.Message;
            Assert.Equal(message, OddCulture.Run(() => Record.Exception(() => create())!.Message));
            Assert.Contains("-", message, StringComparison.Ordinal);
            Assert.DoesNotContain(message, char.IsControl);
        });
    }

    private static Type Find(string name) => TestedTypes.Single(type => type.FullName == name);

    /// <summary>Creates an object with a value in each property.</summary>
    private static object CreateFilled(Type type, string text)
    {
        object value = RuntimeHelpers.GetUninitializedObject(type);
        foreach (FieldInfo field in FieldsOf(type))
        {
            field.SetValue(value, ValueOf(field.FieldType, text));
        }

        return value;
    }

    private static FieldInfo[] FieldsOf(Type type) => type.GetFields(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance);

    private static object? ValueOf(Type type, string text)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsGenericType && bare.IsAssignableTo(typeof(IEnumerable)))
        {
            Type[] arguments = bare.GetGenericArguments();
            if (arguments.Length == 1)
            {
                Type item = arguments[0];
                bool isSet = item == typeof(string) && bare.Name.Contains("Set", StringComparison.Ordinal);
                return isSet ? new HashSet<string> { text } : ArrayOf(item, text);
            }

            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
            map.Add(text, ValueOf(arguments[1], text));
            return map;
        }

        return bare switch
        {
            _ when bare == typeof(string) => text,
            _ when bare == typeof(DateTimeOffset) => Time,
            _ when bare == typeof(Instant) => new Instant { Time = Time },
            _ when bare == typeof(DateOnly) => DateOnly.FromDateTime(Time.Date),
            _ when bare == typeof(TimeSpan) => TimeSpan.FromSeconds(-90.5),
            _ when bare == typeof(int) => -12345,
            _ when bare == typeof(long) => -12345L,
            _ when bare == typeof(double) => -1234.5,
            _ when bare == typeof(bool) => true,
            _ when bare == typeof(byte) => (byte)2,
            _ when bare == typeof(Uri) => new Uri("https://quay.test/"),
            _ when bare == typeof(JsonElement) =>
                JsonSerializer.SerializeToElement(new { Layer = new { Features = new[] { new { Name = text } } } }),
            _ when bare == typeof(Exception) => new InvalidOperationException(text),
            _ when bare == typeof(ILoggerFactory) => null,
            _ when bare == typeof(TimeProvider) => TimeProvider.System,
            _ when bare == typeof(PagePositions) => null,
            _ when bare == typeof(Regex) => null,
            _ when bare == typeof(QuayRateLimiter) => null,
            _ when bare == typeof(IProgress<WatchPoll>) => null,
            _ when bare == typeof(Func<CancellationToken, ValueTask<string?>>) => null,
            _ when bare.IsEnum => Enum.GetValues(bare).GetValue(0),
            _ when bare.Namespace?.StartsWith("Quay.Client", StringComparison.Ordinal) == true => CreateFilled(bare, text),
            _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The test has no value for {bare}.")),
        };
    }

    private static Array ArrayOf(Type item, string text)
    {
        var array = Array.CreateInstance(item, 2);
        array.SetValue(ValueOf(item, text), 0);
        array.SetValue(ValueOf(item, text), 1);
        return array;
    }
}
