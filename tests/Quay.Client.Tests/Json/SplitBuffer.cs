using System.Buffers;

namespace Quay.Client.Tests.Json;

/// <summary>Represents bytes that are split over two buffers, as a reader of a stream receives them.</summary>
internal sealed class SplitBuffer : ReadOnlySequenceSegment<byte>
{
    public static ReadOnlySequence<byte> Of(byte[] bytes, int cut)
    {
        var second = new SplitBuffer { Memory = bytes.AsMemory(cut), RunningIndex = cut };
        var first = new SplitBuffer { Memory = bytes.AsMemory(0, cut), Next = second };
        return new ReadOnlySequence<byte>(first, 0, second, bytes.Length - cut);
    }
}
