namespace QuayTags;

/// <summary>Specifies how a command writes its data.</summary>
internal enum OutputKind
{
    /// <summary>As text for people: tables, sentences and notes.</summary>
    Text,

    /// <summary>As JSON, one object per line.</summary>
    Json,

    /// <summary>As CSV, with a header.</summary>
    Csv,
}
