using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>A repository to which anything may happen.</summary>
internal sealed class Scene
{
    public const string Name = "acme/app";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public Scene(TimeSpan timeMachine, bool immutability)
    {
        Quay = new FakeQuay(_time) { Features = FakeFeatures.All with { ImmutableTags = immutability } };
        Repository = Quay.AddRepository(Name);
        Repository.Namespace.TimeMachine = timeMachine;
        foreach (int image in Enumerable.Range(0, Act.Images))
        {
            Repository.AddManifest(Act.Digest(image));
        }
    }

    public FakeQuay Quay { get; }

    public FakeRepository Repository { get; }

    /// <summary>Now, by the clock of the test: each write of a stopped one brings the server's a millisecond forward.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Lets the clock of the test catch up with the server's.</summary>
    public void CatchUp() => _time.Advance(TimeSpan.FromSeconds(1));

    public void Do(Act act)
    {
        if (act.ByApi)
        {
            Assert.InRange(Ask(act)?.Status ?? 200, 200, 499);
        }
        else
        {
            Call(act);
        }
    }

    /// <summary>Over the API where it has what is wanted.</summary>
    /// <returns>The answer; null when the fake's methods did it.</returns>
    public FakeResponse? Ask(Act act)
    {
        string tag = $"{Name}/tag/{act.Tag}";
        string digest = Act.Digest(act.Image);
        switch (act.Kind)
        {
            case ActKind.Move:
                return Quay.Send("PUT", tag, $$"""{"manifest_digest": "{{digest}}"}""");
            case ActKind.Restore:
                return Quay.Send("POST", tag + "/restore", $$"""{"manifest_digest": "{{digest}}"}""");
            case ActKind.Delete:
                return Quay.Send("DELETE", tag);
            case ActKind.Expire:
                return Quay.Send("PUT", tag, $$"""{"expiration": {{(_time.GetUtcNow() + act.Time).ToUnixTimeMilliseconds() / 1000.0}}}""");
            case ActKind.NeverExpire:
                return Quay.Send("PUT", tag, """{"expiration": null}""");
            case ActKind.DeletePermanently:
                return Quay.Send("POST", tag + "/expire", """{"is_alive": true, "include_submanifests": true}""");
            case ActKind.DeleteFromHistory:
                return Quay.Send("POST", tag + "/expire", $$"""{"manifest_digest": "{{digest}}"}""");
            case ActKind.MakeImmutable:
                return Quay.Send("PUT", tag, """{"immutable": true}""");
            case ActKind.MakeMutable:
                return Quay.Send("PUT", tag, """{"immutable": false}""");
            default:
                Call(act);
                return null;
        }
    }

    private void Call(Act act)
    {
        string digest = Act.Digest(act.Image);
        try
        {
            switch (act.Kind)
            {
                case ActKind.Push:
                    Repository.Push(act.Tag, digest);
                    break;
                case ActKind.PushNew:
                    Repository.Push(act.Tag);
                    break;
                case ActKind.PushList:
                    Repository.Push(act.Tag, Repository.AddManifestList(digest, Act.Digest((act.Image + 1) % Act.Images)).Digest);
                    break;
                case ActKind.Move:
                    Repository.Move(act.Tag, digest);
                    break;
                case ActKind.Restore:
                    Repository.Restore(act.Tag, digest);
                    break;
                case ActKind.Delete:
                    Repository.DeleteTag(act.Tag);
                    break;
                case ActKind.Expire:
                    Repository.Expire(act.Tag, _time.GetUtcNow() + act.Time);
                    break;
                case ActKind.NeverExpire:
                    Repository.Expire(act.Tag, null);
                    break;
                case ActKind.DeletePermanently:
                    Repository.DeleteTagPermanently(act.Tag);
                    break;
                case ActKind.MakeImmutable:
                    Repository.SetImmutable(act.Tag);
                    break;
                case ActKind.MakeMutable:
                    Repository.SetImmutable(act.Tag, isImmutable: false);
                    break;
                case ActKind.Label:
                    Repository.AddLabel(digest, "quay.expires-after", $"{(long)act.Time.TotalSeconds}s");
                    break;
                case ActKind.Wait:
                    _time.Advance(act.Time);
                    break;
                case ActKind.Collect:
                    Repository.Collect();
                    break;
                default:
                    break;
            }
        }
        catch (InvalidOperationException)
        {
            // There is no such tag now, or it is immutable, or the collector took the image.
        }
    }
}
