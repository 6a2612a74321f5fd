namespace Quay.Client;

/// <summary>Provides the positions in a page. They are only computed if a caller asks for one.</summary>
internal abstract class PagePositions
{
    public abstract ListPosition After(int index);
}
