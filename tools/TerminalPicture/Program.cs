using System.Text;
using RingCentralAD.TerminalPicture;

if (args is not [string log, string picture])
{
    Console.Error.WriteLine("Usage: TerminalPicture <log> <picture.svg>: draws the lines of a run's output; of a long step the first ones.");
    return 64;
}

File.WriteAllText(picture, Drawing.Of(Excerpt.Of(await File.ReadAllLinesAsync(log))), new UTF8Encoding(false));
return 0;
