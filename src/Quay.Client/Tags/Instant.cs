namespace Quay.Client;

/// <summary>
/// Represents an optional instant in UTC, and two flags. The ticks of an instant need 62 bits, so all fit in a third of the memory of a
/// <see cref="Nullable{DateTimeOffset}"/>.
/// </summary>
internal readonly record struct Instant
{
    private const int FlagBits = 2;
    private const ulong FirstFlag = 1;
    private const ulong SecondFlag = 2;

    // The ticks plus one, so that the default value means "no instant", and the flags in the lowest bits.
    private readonly ulong _bits;

    private Instant(ulong bits) => _bits = bits;

    public bool First
    {
        get => (_bits & FirstFlag) != 0;
        init => _bits = value ? _bits | FirstFlag : _bits & ~FirstFlag;
    }

    public bool Second
    {
        get => (_bits & SecondFlag) != 0;
        init => _bits = value ? _bits | SecondFlag : _bits & ~SecondFlag;
    }

    public DateTimeOffset? Time
    {
        get => _bits >> FlagBits is not 0 and var ticks ? new DateTimeOffset((long)ticks - 1, TimeSpan.Zero) : null;
        init => _bits = (_bits & (FirstFlag | SecondFlag)) | (value is { } time ? (ulong)(time.UtcTicks + 1) << FlagBits : 0);
    }

    public static Instant FromUnixSeconds(long seconds) =>
        new((ulong)(DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond) + 1) << FlagBits);
}
