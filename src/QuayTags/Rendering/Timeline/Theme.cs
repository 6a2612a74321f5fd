namespace QuayTags;

/// <summary>
/// Defines all colours except those of digests. The attributes hold the light theme, for viewers without style sheets. The style sheet
/// replaces it by the dark theme where the viewer prefers that. Bars and their marks look the same in both.
/// </summary>
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

    // On bars, whose colours are light.
    public const string OnBar = "#1f2328";
    public const string Halo = "#ffffff";
    public const string Outline = "#6e7781";

    public const string Dark = """
        @media (prefers-color-scheme: dark) {
        .background { fill: #0d1117 }
        .band { fill: #161b22 }
        .text, .names, .legend { fill: #e6edf3 }
        .muted, .axis { fill: #9da7b3 }
        .axis line { stroke: #30363d }
        .incomplete { fill: #2f2a1c }
        .note { fill: #d9b45b }
        .shade line { stroke: #d9b45b }
        .now { fill: #ff7b72 }
        .now line { stroke: #ff7b72 }
        }
        """;
}
