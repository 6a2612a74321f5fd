System.Console.WriteLine("smoke");
