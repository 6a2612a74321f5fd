using Quay.Client.Tests.Paging.Simulation;

namespace Quay.Client.Tests.Paging;

public class ListVerdictTests
{
    private readonly SimulatedRepository _repository = new(new ListFilter(), new SimulatedClock());

    public ListVerdictTests()
    {
        foreach (string name in new[] { "a", "b", "c", "d" })
        {
            _repository.Push(name, "sha256:0");
            _repository.Advance(1000);
        }
    }

    private List<EntryState> All => [.. Enumerable.Range(0, _repository.Count).Select(offset => _repository[offset].State)];

    [Fact]
    public void Complete_list_in_order_has_no_fault() => Assert.False(Verdict(All).IsFault);

    [Fact]
    public void Missing_entry_is_lost()
    {
        List<EntryState> returned = All;
        returned.RemoveAt(2);
        Assert.Equal([_repository[2].State], Verdict(returned).Lost);
    }

    [Fact]
    public void Entry_that_is_returned_twice_is_duplicated() =>
        Assert.Equal([_repository[1].State], Verdict([.. All, _repository[1].State]).Duplicated);

    [Fact]
    public void Swapped_entries_are_out_of_order()
    {
        List<EntryState> returned = All;
        returned.Reverse(1, 2);
        Assert.Equal(1, Verdict(returned).OutOfOrder);
    }

    [Fact]
    public void Two_entries_that_look_the_same_are_both_required()
    {
        MoveBackAndForth();
        List<EntryState> returned = All;
        Assert.Equal(returned[1], returned[3]);
        Assert.False(Verdict(returned).IsFault);

        returned.RemoveAt(3);
        Assert.Equal([_repository[3].State], Verdict(returned).Lost);
    }

    [Fact]
    public void Third_copy_of_two_entries_that_look_the_same_is_duplicated()
    {
        MoveBackAndForth();
        Assert.Equal([_repository[1].State], Verdict([.. All, _repository[1].State]).Duplicated);
    }

    [Fact]
    public void Changed_entry_can_be_returned_once_in_each_state_or_not_at_all()
    {
        List<EntryState> before = All;
        _repository.Version++;
        _repository.SetEnd(_repository[1], _repository.NowMs);

        Assert.False(Verdict(All, last: 1).IsFault);
        Assert.False(Verdict(before, last: 1).IsFault);
        Assert.False(Verdict([.. before, _repository[1].State], last: 1).IsFault);
        Assert.Single(Verdict([.. before, before[1]], last: 1).Duplicated);
        before.RemoveAt(1);
        Assert.False(Verdict(before, last: 1).IsFault);
        Assert.Equal(1, Verdict(before, last: 1).ChangedAndMissing);
    }

    [Fact]
    public void Change_after_the_last_response_does_not_count()
    {
        List<EntryState> before = All;
        _repository.Version++;
        _repository.SetEnd(_repository[1], _repository.NowMs);
        Assert.False(Verdict(before).IsFault);
        Assert.True(Verdict(All).IsFault);
    }

    [Fact]
    public void Pushed_and_removed_entries_are_optional()
    {
        List<EntryState> before = All;
        _repository.Version++;
        _repository.Push("e", "sha256:0");
        _repository.Collect([_repository[2]]);
        Assert.False(Verdict(before, last: 1).IsFault);
        Assert.False(Verdict(All, last: 1).IsFault);
    }

    private void MoveBackAndForth()
    {
        foreach (string digest in new[] { "sha256:1", "sha256:2", "sha256:1", "sha256:2" })
        {
            _repository.Push("a", digest);
            _repository.Advance(1);
        }
    }

    private ListVerdict Verdict(IReadOnlyList<EntryState> returned, int last = 0) => ListVerdict.Of(_repository, 0, last, returned);
}
