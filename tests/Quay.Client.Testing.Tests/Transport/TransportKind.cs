namespace Quay.Client.Testing.Tests.Transport;

/// <summary>What carries the requests to a fake.</summary>
public enum TransportKind
{
    Server,
    Handler,
}
