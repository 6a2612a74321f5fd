using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Applies random operations to a repository.</summary>
internal sealed class RepositoryScenario
{
    public const string Name = "acme/app";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public RepositoryScenario(TimeSpan timeMachine, bool immutability)
    {
        Quay = new FakeQuay(_time) { Features = FakeFeatures.All with { ImmutableTags = immutability } };
        Repository = Quay.AddRepository(Name);
        Repository.Namespace.TimeMachine = timeMachine;
        foreach (int image in Enumerable.Range(0, RepositoryOperation.Images))
        {
            Repository.AddManifest(RepositoryOperation.Digest(image));
        }
    }

    public FakeQuay Quay { get; }

    public FakeRepository Repository { get; }

    /// <summary>Gets the time of the test's clock. Writes can advance the server's time further, a millisecond each.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Advances the test's clock at least to the server's time.</summary>
    public void CatchUp() => _time.Advance(TimeSpan.FromSeconds(1));

    public void Apply(RepositoryOperation operation)
    {
        if (operation.ByApi)
        {
            Assert.InRange(ApplyOverApi(operation)?.Status ?? 200, 200, 499);
        }
        else
        {
            ApplyDirectly(operation);
        }
    }

    /// <summary>Applies an operation over the API if the API has it, otherwise by the fake's methods.</summary>
    /// <returns>The response; null if the fake's methods were used.</returns>
    public FakeResponse? ApplyOverApi(RepositoryOperation operation)
    {
        string tag = $"{Name}/tag/{operation.Tag}";
        string digest = RepositoryOperation.Digest(operation.Image);
        switch (operation.Kind)
        {
            case OperationKind.Move:
                return Quay.Send("PUT", tag, $$"""{"manifest_digest": "{{digest}}"}""");
            case OperationKind.Restore:
                return Quay.Send("POST", tag + "/restore", $$"""{"manifest_digest": "{{digest}}"}""");
            case OperationKind.Delete:
                return Quay.Send("DELETE", tag);
            case OperationKind.Expire:
                double expiration = (_time.GetUtcNow() + operation.Time).ToUnixTimeMilliseconds() / 1000.0;
                return Quay.Send("PUT", tag, $$"""{"expiration": {{expiration}}}""");
            case OperationKind.NeverExpire:
                return Quay.Send("PUT", tag, """{"expiration": null}""");
            case OperationKind.DeletePermanently:
                return Quay.Send("POST", tag + "/expire", """{"is_alive": true, "include_submanifests": true}""");
            case OperationKind.DeleteFromHistory:
                return Quay.Send("POST", tag + "/expire", $$"""{"manifest_digest": "{{digest}}"}""");
            case OperationKind.MakeImmutable:
                return Quay.Send("PUT", tag, """{"immutable": true}""");
            case OperationKind.MakeMutable:
                return Quay.Send("PUT", tag, """{"immutable": false}""");
            default:
                ApplyDirectly(operation);
                return null;
        }
    }

    private void ApplyDirectly(RepositoryOperation operation)
    {
        string digest = RepositoryOperation.Digest(operation.Image);
        try
        {
            switch (operation.Kind)
            {
                case OperationKind.Push:
                    Repository.Push(operation.Tag, digest);
                    break;
                case OperationKind.PushNew:
                    Repository.Push(operation.Tag);
                    break;
                case OperationKind.PushList:
                    string other = RepositoryOperation.Digest((operation.Image + 1) % RepositoryOperation.Images);
                    Repository.Push(operation.Tag, Repository.AddManifestList(digest, other).Digest);
                    break;
                case OperationKind.Move:
                    Repository.Move(operation.Tag, digest);
                    break;
                case OperationKind.Restore:
                    Repository.Restore(operation.Tag, digest);
                    break;
                case OperationKind.Delete:
                    Repository.DeleteTag(operation.Tag);
                    break;
                case OperationKind.Expire:
                    Repository.Expire(operation.Tag, _time.GetUtcNow() + operation.Time);
                    break;
                case OperationKind.NeverExpire:
                    Repository.Expire(operation.Tag, null);
                    break;
                case OperationKind.DeletePermanently:
                    Repository.DeleteTagPermanently(operation.Tag);
                    break;
                case OperationKind.MakeImmutable:
                    Repository.SetImmutable(operation.Tag);
                    break;
                case OperationKind.MakeMutable:
                    Repository.SetImmutable(operation.Tag, isImmutable: false);
                    break;
                case OperationKind.Label:
                    Repository.AddLabel(digest, "quay.expires-after", $"{(long)operation.Time.TotalSeconds}s");
                    break;
                case OperationKind.Wait:
                    _time.Advance(operation.Time);
                    break;
                case OperationKind.Collect:
                    Repository.Collect();
                    break;
                default:
                    break;
            }
        }
        catch (InvalidOperationException)
        {
            // The tag does not exist, it is immutable, or the collector removed the image.
        }
    }
}
