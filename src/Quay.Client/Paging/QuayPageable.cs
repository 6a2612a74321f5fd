namespace Quay.Client;

/// <summary>
/// A list that Quay gives in pages. <c>await foreach</c> over it gives the items of every page in order; <see cref="AsPages"/> gives the
/// pages.
/// </summary>
/// <remarks>
/// <para>Lists for tests are made with <see cref="QuayPageable"/>.</para>
/// <para>Nothing is requested before the first item or page is asked for, and nothing but the first page before the second is; lists whose pages have
/// numbers are then requested several pages at a time, as far as the query and the options allow. Leaving the
/// loop sends nothing more; enumerating again starts again, also after an exception. Safe to enumerate from several threads, each with its
/// own enumerator.</para>
/// <para>Enumerating throws <see cref="QuayException"/> for an answer that is an error or cannot be a page of this list, and
/// <see cref="OperationCanceledException"/> when the token of the method or of <c>WithCancellation</c> is cancelled.</para>
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public abstract class QuayPageable<T> : IAsyncEnumerable<T>
{
    private protected QuayPageable()
    {
    }

    /// <summary>The pages, in order.</summary>
    public abstract IAsyncEnumerable<QuayPage<T>> AsPages();

    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new ItemEnumerator<T>(AsPages().GetAsyncEnumerator(cancellationToken), ThrowIfCancelled, cancellationToken);

    /// <summary>Throws when a token that is to stop the enumeration between two items is cancelled.</summary>
    /// <param name="cancellationToken">The token of the enumerator; a list that was given one of its own looks at that too.</param>
    private protected virtual void ThrowIfCancelled(CancellationToken cancellationToken) => cancellationToken.ThrowIfCancellationRequested();
}

/// <summary>Makes lists without a server, for tests of code that reads them.</summary>
public static class QuayPageable
{
    /// <summary>A list of given pages.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="pages">The pages; enumerated anew for each enumeration.</param>
    /// <exception cref="ArgumentNullException"><paramref name="pages"/> is null.</exception>
    public static QuayPageable<T> FromPages<T>(IEnumerable<QuayPage<T>> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        return new GivenPages<T>(pages);
    }

    /// <summary>A list of given items, on one page.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="items">The items, in order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public static QuayPageable<T> FromItems<T>(params IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return FromPages([new QuayPage<T> { Items = items, Number = 1, HasAdditional = false }]);
    }

    private sealed class GivenPages<T>(IEnumerable<QuayPage<T>> pages) : QuayPageable<T>
    {
        public override IAsyncEnumerable<QuayPage<T>> AsPages() => pages.ToAsyncEnumerable();
    }
}
