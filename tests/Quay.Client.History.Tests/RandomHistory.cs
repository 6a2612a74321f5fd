using System.Text;
using CsCheck;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>Applies random operations to the fake, and records the truth independently of the entries.</summary>
internal sealed class RandomHistory : IDisposable
{
    public static readonly string[] Names = ["app", "prod", "v1"];

    private static readonly TimeSpan[] Windows = [TimeSpan.Zero, TimeSpan.FromSeconds(4), TimeSpan.FromHours(1), TimeSpan.FromDays(14)];
    private static readonly TimeSpan[] Lifetimes =
        [TimeSpan.FromSeconds(1), TimeSpan.FromHours(2), TimeSpan.FromDays(3), TimeSpan.FromDays(900)];

    // Long pauses are rarer, because a history has little left after the window.
    private static readonly Pause[] Pauses =
    [
        Pause.Milliseconds, Pause.Milliseconds, Pause.Seconds, Pause.Seconds,
        Pause.QuarterOfAnHour, Pause.QuarterOfAnHour, Pause.QuarterOfTheWindow, Pause.Year,
    ];

    /// <summary>Generates sequences of all operations.</summary>
    public static readonly Gen<Sequence> Sequences = SequencesOf(Enum.GetValues<Operation>());

    public enum Operation
    {
        Push,
        Move,
        Restore,
        Delete,
        Expire,
        ClearExpiration,
        DeletePermanently,
        DeletePastPermanently,
        Collect,
        Wait,
    }

    public enum Pause
    {
        Milliseconds,
        Seconds,
        QuarterOfAnHour,
        QuarterOfTheWindow,
        Year,
    }

    private readonly string[] _images;

    public RandomHistory(Sequence sequence)
    {
        Fixture = new TagFixture();
        Truth = new TagTruth(Fixture.App, Names);
        Fixture.App.Namespace.TimeMachine = Window = Windows[sequence.Window];
        _images = [.. Enumerable.Range(0, 3).Select(_ => Fixture.App.AddManifest().Digest), Fixture.App.AddManifest().Digest];
        Fixture.App.AddLabel(_images[2], "quay.expires-after", "3h");
        if (sequence.HasExpiredImage)
        {
            Fixture.App.AddLabel(_images[3], "quay.expires-after", "-2h");
        }

        foreach ((Operation operation, int tag, int image, Pause pause, int amount) in sequence.Operations)
        {
            Wait(PauseOf(pause) * amount);
            Apply(operation, Names[tag], image);
            Truth.Observe(Fixture.Now);
        }
    }

    public TagFixture Fixture { get; }

    public TagTruth Truth { get; }

    public TimeSpan Window { get; }

    public static DateTimeOffset Second(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    /// <summary>Advances the clock, and observes the tags each time that one expires.</summary>
    public void Wait(TimeSpan time)
    {
        DateTimeOffset target = Fixture.Now + time;
        while (Fixture.App.Tags.Min(entry => entry.End) is { } end && end <= target)
        {
            Fixture.Clock.SetUtcNow(end);
            Truth.Observe(end);
        }

        Fixture.Clock.SetUtcNow(target);
    }

    /// <summary>Gets past instants: near changes, near the start of the window, near now, and elsewhere.</summary>
    public IReadOnlyList<DateTimeOffset> Instants(IReadOnlyList<int> picks)
    {
        DateTimeOffset now = Fixture.Now;
        DateTimeOffset[] changes = [.. Truth.Changes, now, now - Window];
        DateTimeOffset[] borders =
            [.. changes, .. Fixture.App.Entries.SelectMany(entry => new[] { entry.Start, entry.End ?? now, (entry.End ?? now) + Window })];
        DateTimeOffset first = changes.Min().AddSeconds(-5);
        return
        [
            .. picks.Select(pick => pick % 4 == 0
                    ? first + ((now - first) / 1000 * (pick / 4 % 1000))
                    : borders[pick / 4 % borders.Length].AddMilliseconds(500 * ((pick / 4 / borders.Length % 9) - 4)))
                .Where(instant => instant <= now && instant > now.AddYears(-100)),
        ];
    }

    public void Dispose() => Fixture.Dispose();

    public static Gen<Sequence> SequencesOf(params Operation[] operations) => Gen.Select(
        Gen.Int[0, Windows.Length - 1],
        Gen.Bool,
        Gen.Select(
            Gen.Int[0, operations.Length - 1].Select(at => operations[at]),
            Gen.Int[0, Names.Length - 1],
            Gen.Int[0, 3],
            Gen.Int[0, Pauses.Length - 1].Select(at => Pauses[at]),
            Gen.Int[1, 4]).Array[1, 14],
        Gen.Int[0, 1_000_000].Array[10],
        (window, hasExpiredImage, steps, picks) => new Sequence(window, hasExpiredImage, steps, picks));

    private TimeSpan PauseOf(Pause pause) => pause switch
    {
        Pause.Milliseconds => TimeSpan.FromMilliseconds(250),
        Pause.Seconds => TimeSpan.FromSeconds(1),
        Pause.QuarterOfAnHour => TimeSpan.FromMinutes(15),
        Pause.QuarterOfTheWindow => TimeSpan.FromMilliseconds(Math.Max(1, Window.TotalMilliseconds / 4)),

        // Two such pauses are Quay's longest expiry.
        _ => TimeSpan.FromDays(52 * 7),
    };

    private void Apply(Operation operation, string tag, int image)
    {
        FakeRepository app = Fixture.App;
        bool isLive = app.FindTag(tag) is not null;
        switch (operation)
        {
            case Operation.Push:
                app.Push(tag, _images[image]);
                break;
            case Operation.Move when app.FindManifest(_images[image]) is not null:
                app.Move(tag, _images[image]);
                break;
            case Operation.Restore when app.FindManifest(_images[image]) is not null:
                app.Restore(tag, _images[image]);
                break;
            case Operation.Delete when isLive:
                app.DeleteTag(tag);
                break;
            case Operation.Expire when isLive:
                app.Expire(tag, Second(Fixture.Now) + Lifetimes[image]);
                break;
            case Operation.ClearExpiration when isLive:
                app.Expire(tag, null);
                break;
            case Operation.DeletePermanently when isLive:
                app.DeleteTagPermanently(tag);
                break;
            case Operation.DeletePastPermanently:
                DeletePastPermanently(Fixture, "acme/app", tag, _images[image]);
                break;
            case Operation.Collect:
                Truth.Collect();
                break;
        }
    }

    /// <summary>
    /// Permanently deletes the ended entries of a digest, as Quay's web interface does; has no effect if there are none.
    /// </summary>
    public static void DeletePastPermanently(TagFixture fixture, string repository, string tag, string digest) =>
        fixture.Quay.Handle(new FakeRequest
        {
            Method = "POST",
            Origin = new Uri("https://quay.example/"),
            Target = $"/api/v1/repository/{repository}/tag/{tag}/expire",
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Authorization"] = $"Bearer {fixture.Quay.Token}",
                ["Content-Type"] = "application/json",
            },
            Body = Encoding.UTF8.GetBytes($$"""{"is_alive": false, "manifest_digest": "{{digest}}"}"""),
        });

    /// <param name="Window">The index of the time machine's window.</param>
    /// <param name="HasExpiredImage">Whether a label of the last image expires its tags before they are pushed.</param>
    /// <param name="Operations">The operations, each after a pause.</param>
    /// <param name="Picks">The numbers that choose the instants.</param>
    public sealed record Sequence(
        int Window, bool HasExpiredImage, (Operation Operation, int Tag, int Image, Pause Pause, int Amount)[] Operations, int[] Picks)
    {
        public override string ToString() =>
            $"window {Windows[Window]}, expired image {HasExpiredImage}, "
            + string.Join("; ", Operations.Select(one => $"{one.Amount} x {one.Pause}, {one.Operation} {Names[one.Tag]} {one.Image}"));
    }
}
