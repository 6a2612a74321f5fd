namespace QuayTags;

/// <summary>Specifies when the output has colours (<c>--color</c>).</summary>
internal enum ColorMode
{
    /// <summary>On a terminal, unless an environment variable or the type of the terminal disables them.</summary>
    Auto,

    Always,

    Never,
}
