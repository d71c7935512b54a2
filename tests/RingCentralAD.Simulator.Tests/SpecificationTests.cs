using System.Text.Json.Nodes;
using RingCentralAD.TestServers;

namespace RingCentralAD.Simulator.Tests;

/// <summary>The simulator's table of operations beside RingCentral's own.</summary>
public sealed class SpecificationTests
{
    [Fact]
    public void Every_operation_is_the_specifications_own()
    {
        Assert.SkipWhen(PrismProxy.SkipReason is not null, PrismProxy.SkipReason ?? "");
        JsonObject paths = JsonNode.Parse(File.ReadAllText(RingCentralSpecification.Path!))!["paths"]!.AsObject();
        List<string> wrong = [];
        foreach (OperationInfo operation in RingCentralSimulator.Operations)
        {
            JsonNode? declared = paths[operation.Path]?[operation.Method.ToLowerInvariant()];
            string? scope = Text(declared, "x-app-permission");
            string? permission = Text(declared, "x-user-permission");
            (string, string?, string?, string?) mine = (operation.Name, operation.Group, operation.Scope, operation.Permission);
            (string, string?, string?, string?) theirs = (Text(declared, "operationId") ?? "not declared", Text(declared, "x-throttling-group"), scope, permission);
            if (mine != theirs)
            {
                wrong.Add($"{operation.Method} {operation.Path}: {mine}, declared {theirs}");
            }
        }

        Assert.Empty(wrong);
    }

    private static string? Text(JsonNode? node, string name) => node?[name]?.ToString();
}
