Console.WriteLine("QuayTags");
