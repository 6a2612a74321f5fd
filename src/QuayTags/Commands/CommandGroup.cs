namespace QuayTags;

/// <summary>Specifies the heading under which the help of the tool lists a command.</summary>
internal enum CommandGroup
{
    Read,
    Write,
    Watch,
    SetUp,
}
