namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Specifies how requests reach a fake.</summary>
public enum TransportKind
{
    Server,
    Handler,
}
