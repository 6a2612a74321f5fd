using System.Text;
using CsCheck;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>A history that is lived on the fake, act by act, and of which the truth is kept beside the rows.</summary>
internal sealed class RandomHistory : IDisposable
{
    public static readonly string[] Names = ["app", "prod", "v1"];

    private static readonly TimeSpan[] Windows = [TimeSpan.Zero, TimeSpan.FromSeconds(4), TimeSpan.FromHours(1), TimeSpan.FromDays(14)];
    private static readonly TimeSpan[] Lifetimes =
        [TimeSpan.FromSeconds(1), TimeSpan.FromHours(2), TimeSpan.FromDays(3), TimeSpan.FromDays(900)];

    // What lasts longer than the window leaves little to tell.
    private static readonly Pause[] Pauses =
    [
        Pause.Milliseconds, Pause.Milliseconds, Pause.Seconds, Pause.Seconds,
        Pause.QuarterOfAnHour, Pause.QuarterOfAnHour, Pause.QuarterOfTheWindow, Pause.Year,
    ];

    /// <summary>Histories in which anything may happen.</summary>
    public static readonly Gen<Story> Stories = StoriesOf(Enum.GetValues<Act>());

    public enum Act
    {
        Push,
        Move,
        Restore,
        Delete,
        Expire,
        KeepForEver,
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

    public RandomHistory(Story story)
    {
        Scene = new TagFixture();
        Truth = new TagTruth(Scene.App, Names);
        Scene.App.Namespace.TimeMachine = Window = Windows[story.Window];
        _images = [.. Enumerable.Range(0, 3).Select(_ => Scene.App.AddManifest().Digest), Scene.App.AddManifest().Digest];
        Scene.App.AddLabel(_images[2], "quay.expires-after", "3h");
        if (story.HasDeadImage)
        {
            Scene.App.AddLabel(_images[3], "quay.expires-after", "-2h");
        }

        foreach ((Act act, int tag, int image, Pause pause, int amount) in story.Acts)
        {
            Wait(PauseOf(pause) * amount);
            Do(act, Names[tag], image);
            Truth.Look(Scene.Now);
        }
    }

    public TagFixture Scene { get; }

    public TagTruth Truth { get; }

    public TimeSpan Window { get; }

    public static DateTimeOffset Second(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    /// <summary>Moves the clock on, and looks at each moment at which a tag expires meanwhile.</summary>
    public void Wait(TimeSpan time)
    {
        DateTimeOffset target = Scene.Now + time;
        while (Scene.App.Tags.Min(row => row.End) is { } end && end <= target)
        {
            Scene.Clock.SetUtcNow(end);
            Truth.Look(end);
        }

        Scene.Clock.SetUtcNow(target);
    }

    /// <summary>Instants that are past: near what changed, near the window's start, near now, and as many elsewhere.</summary>
    public IReadOnlyList<DateTimeOffset> Instants(IReadOnlyList<int> picks)
    {
        DateTimeOffset now = Scene.Now;
        DateTimeOffset[] changes = [.. Truth.Changes, now, now - Window];
        DateTimeOffset[] borders =
            [.. changes, .. Scene.App.Rows.SelectMany(row => new[] { row.Start, row.End ?? now, (row.End ?? now) + Window })];
        DateTimeOffset first = changes.Min().AddSeconds(-5);
        return
        [
            .. picks.Select(pick => pick % 4 == 0
                    ? first + ((now - first) / 1000 * (pick / 4 % 1000))
                    : borders[pick / 4 % borders.Length].AddMilliseconds(500 * ((pick / 4 / borders.Length % 9) - 4)))
                .Where(instant => instant <= now && instant > now.AddYears(-100)),
        ];
    }

    public void Dispose() => Scene.Dispose();

    public static Gen<Story> StoriesOf(params Act[] acts) => Gen.Select(
        Gen.Int[0, Windows.Length - 1],
        Gen.Bool,
        Gen.Select(
            Gen.Int[0, acts.Length - 1].Select(at => acts[at]),
            Gen.Int[0, Names.Length - 1],
            Gen.Int[0, 3],
            Gen.Int[0, Pauses.Length - 1].Select(at => Pauses[at]),
            Gen.Int[1, 4]).Array[1, 14],
        Gen.Int[0, 1_000_000].Array[10],
        (window, dead, what, picks) => new Story(window, dead, what, picks));

    private TimeSpan PauseOf(Pause pause) => pause switch
    {
        Pause.Milliseconds => TimeSpan.FromMilliseconds(250),
        Pause.Seconds => TimeSpan.FromSeconds(1),
        Pause.QuarterOfAnHour => TimeSpan.FromMinutes(15),
        Pause.QuarterOfTheWindow => TimeSpan.FromMilliseconds(Math.Max(1, Window.TotalMilliseconds / 4)),

        // Two of them are the longest that a tag may be given to live.
        _ => TimeSpan.FromDays(52 * 7),
    };

    private void Do(Act act, string tag, int image)
    {
        FakeRepository app = Scene.App;
        bool isThere = app.FindTag(tag) is not null;
        switch (act)
        {
            case Act.Push:
                app.Push(tag, _images[image]);
                break;
            case Act.Move when app.FindManifest(_images[image]) is not null:
                app.Move(tag, _images[image]);
                break;
            case Act.Restore when app.FindManifest(_images[image]) is not null:
                app.Restore(tag, _images[image]);
                break;
            case Act.Delete when isThere:
                app.DeleteTag(tag);
                break;
            case Act.Expire when isThere:
                app.Expire(tag, Second(Scene.Now) + Lifetimes[image]);
                break;
            case Act.KeepForEver when isThere:
                app.Expire(tag, null);
                break;
            case Act.DeletePermanently when isThere:
                app.DeleteTagPermanently(tag);
                break;
            case Act.DeletePastPermanently:
                DeletePastPermanently(Scene, "acme/app", tag, _images[image]);
                break;
            case Act.Collect:
                Truth.Collect();
                break;
        }
    }

    /// <summary>
    /// Takes the dead rows out of the time machine, as the button of Quay's own pages does; nothing happens when there are none.
    /// </summary>
    public static void DeletePastPermanently(TagFixture fixture, string repository, string tag, string digest) =>
        fixture.Quay.Answer(new FakeRequest
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

    /// <param name="Window">Which of the windows the time machine has.</param>
    /// <param name="HasDeadImage">Whether the last image bears a label by which its tags are dead when they are pushed.</param>
    /// <param name="Acts">What happens, each after a pause.</param>
    /// <param name="Picks">By which the instants are chosen.</param>
    public sealed record Story(int Window, bool HasDeadImage, (Act Act, int Tag, int Image, Pause Pause, int Amount)[] Acts, int[] Picks)
    {
        public override string ToString() =>
            $"window {Windows[Window]}, dead image {HasDeadImage}, "
            + string.Join("; ", Acts.Select(act => $"{act.Amount} x {act.Pause}, {act.Act} {Names[act.Tag]} {act.Image}"));
    }
}
