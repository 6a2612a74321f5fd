namespace QuayTags;

/// <summary>Defines all colours except those of digests. The picture has a background, because viewers are light or dark.</summary>
internal static class Theme
{
    public const string Background = "#ffffff";
    public const string Text = "#1f2328";
    public const string MutedText = "#59636e";
    public const string Grid = "#dde2e7";
    public const string Band = "#f6f8fa";
    public const string Incomplete = "#ece6d6";
    public const string Shade = "#7d5e0c";
    public const string Now = "#cf222e";
}
