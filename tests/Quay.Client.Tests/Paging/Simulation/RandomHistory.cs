namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Creates the history before the first request.</summary>
internal static class RandomHistory
{
    /// <summary>Draws a size: mostly small, rarely 100,000.</summary>
    public static int DrawSize(Random random) => random.Next(1000) switch
    {
        < 350 => random.Next(0, 30),
        < 650 => random.Next(0, 300),
        < 900 => random.Next(0, 1_500),
        < 995 => random.Next(0, 5_000),
        _ => 100_000,
    };

    /// <summary>Pushes tags until the list has the size, at first into different seconds, later up to 250 into the same one.</summary>
    public static void Fill(Random random, SimulatedRepository repository, RandomTags tags, int size)
    {
        int crowd = 0;
        for (int pushed = 0; repository.Count < size && pushed < (repository.Filter.OnlyActiveTags ? 1 : 2) * size; pushed++)
        {
            crowd = crowd > 0 ? crowd - 1 : random.Next(40) == 0 ? random.Next(tags.MaxInOneSecond) : 0;
            repository.Advance(crowd > 0 ? random.Next(3) : random.Next(4_000));
            repository.Push(tags.FirstName(pushed), tags.AnyDigest(), reversion: random.Next(20) == 0);
            if (random.Next(10) == 0)
            {
                Touch(random, repository, repository.Count > 0 ? repository[random.Next(Math.Min(repository.Count, 50))] : null);
            }
        }
    }

    private static void Touch(Random random, SimulatedRepository repository, SimulatedEntry? entry)
    {
        if (entry is null || !repository.IsLive(entry))
        {
            return;
        }

        switch (random.Next(3))
        {
            case 0 when !repository.Filter.OnlyActiveTags:
                repository.SetEnd(entry, repository.NowMs);
                break;
            case 1:
                repository.SetEnd(entry, entry.StartMs + (1000L * random.Next(10, 100_000)));
                break;
            default:
                repository.SetImmutable(entry, true);
                break;
        }
    }
}
