namespace Quay.Client.Testing;

public sealed partial class FakeQuay
{
    /// <summary>Returns a handler that also handles control requests.</summary>
    /// <param name="refill">Adds the initial data after a reset; null for none.</param>
    /// <param name="isLoopback">Whether only clients on this machine reach the server.</param>
    internal Func<FakeRequest, FakeResponse> WithControl(Action<FakeQuay>? refill, bool isLoopback = false)
    {
        var control = new ControlEndpoints(_registry, Faults, Requests, (Collect, AutoPrune), () => Reset(refill), isLoopback);
        return request => ControlEndpoints.Handles(request) ? control.Handle(request) : Handle(request);
    }

    /// <summary>Adds the user <c>admin</c> with a token, which is the same after a reset.</summary>
    private string AddAdmin()
    {
        AddUser("admin");
        return AddToken("admin").Value;
    }

    private void Reset(Action<FakeQuay>? refill)
    {
        Faults.Clear();
        Requests.Clear();
        lock (_registry.Gate)
        {
            (TimeProvider as FakeQuayClock)?.Reset();
            _registry.Clear();
            AddAdmin();
            refill?.Invoke(this);
        }
    }
}
