using System.Buffers;

namespace Quay.Client.Tests.Json;

/// <summary>Memory that is not in one piece, as a reader of a stream sees it.</summary>
internal sealed class Pieces : ReadOnlySequenceSegment<byte>
{
    public static ReadOnlySequence<byte> Of(byte[] bytes, int cut)
    {
        var second = new Pieces { Memory = bytes.AsMemory(cut), RunningIndex = cut };
        var first = new Pieces { Memory = bytes.AsMemory(0, cut), Next = second };
        return new ReadOnlySequence<byte>(first, 0, second, bytes.Length - cut);
    }
}
