using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests;

/// <summary>src/THIRD-PARTY.md names every package that the program is built with, as locked.</summary>
public sealed partial class ThirdPartyTests
{
    private static string Document => Repository.File("src", "THIRD-PARTY.md");

    [Fact]
    public void Every_locked_package_is_listed_with_its_version_and_licence_and_no_other()
    {
        var locked = Locked().Order().ToList();
        var text = File.ReadAllText(Document);
        if (Environment.GetEnvironmentVariable("SNIPS_APPROVE") == "1") File.WriteAllText(Document, text = Renewed(text, locked));

        var listed = Row().Matches(text).Select(m => (Name: m.Groups["name"].Value, Version: m.Groups["version"].Value, Licence: m.Groups["licence"].Value)).ToList();

        Assert.True(locked.Count > 20);
        Assert.Equal(locked, listed.Select(l => (l.Name, l.Version)).Order());
        Assert.DoesNotContain(listed, l => l.Licence.Length < 3);
    }

    private static HashSet<(string Name, string Version)> Locked()
    {
        var packages = new HashSet<(string, string)>();
        foreach (var file in Directory.GetFiles(Repository.File("src"), "packages.lock.json", SearchOption.AllDirectories))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var framework in json.RootElement.GetProperty("dependencies").EnumerateObject())
            {
                foreach (var package in framework.Value.EnumerateObject())
                    if (package.Value.GetProperty("type").GetString() != "Project") packages.Add((package.Name, package.Value.GetProperty("resolved").GetString()!));
            }
        }

        return packages;
    }

    /// <summary>The document with the rows of today; those that stay keep what was written there.</summary>
    private static string Renewed(string text, List<(string Name, string Version)> locked)
    {
        var known = Row().Matches(text).ToDictionary(m => (m.Groups["name"].Value, m.Groups["version"].Value), m => m.Value);
        var rows = locked.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Select(p => known.GetValueOrDefault(p) ?? Declared(p.Name, p.Version));
        var all = Row().Matches(text);
        return string.Concat(text[..all[0].Index], string.Join('\n', rows), text[(all[^1].Index + all[^1].Length)..]);
    }

    /// <summary>What the package says of itself.</summary>
    private static string Declared(string name, string version)
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var metadata = XDocument.Load(Directory.GetFiles(Path.Combine(packages, name.ToLowerInvariant(), version), "*.nuspec").Single())
            .Descendants().Where(e => e.Name.LocalName is "license" or "authors").ToDictionary(e => e.Name.LocalName, e => e.Value.Trim());
        return $"| {name} | {version} | {metadata.GetValueOrDefault("license")} | {metadata.GetValueOrDefault("authors")} |";
    }

    [GeneratedRegex(@"^\| (?<name>[A-Za-z][\w.]+) \| (?<version>\d[\w.-]*) \| (?<licence>[^|]*) \| [^|]* \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
