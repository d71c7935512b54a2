using Xunit;

namespace RingCentralAD.Module.Tests.Shell;

/// <summary>The host's stand-ins do what pwsh's own commands do: each expectation is what pwsh 7.6 writes.</summary>
public sealed class StandInTests(StandInRun run) : IClassFixture<StandInRun>
{
    public static TheoryData<string, string> Cases { get; } = new()
    {
        { "$people | Sort-Object Name | ForEach-Object Name", "ann|Ben|Zoë" },
        { "$people | Sort-Object Age -Descending | Select-Object -First 1 -ExpandProperty Name", "ann" },
        { "$people | Sort-Object @{ e = 'Dept'; Descending = $true }, Age | ForEach-Object Name", "Ben|Zoë|ann" },
        { "'b', 'a', 'B', 'A' | Sort-Object -Unique", "a|b" },
        { "3, $null, 1, 10 | Sort-Object -Top 2", "1|3" },
        { "$people | Group-Object Dept | ForEach-Object { \"$($_.Name) $($_.Count) $($_.Group[0].Name)\" }", "IT 1 ann|Sales 2 Zoë" },
        { "($people | Group-Object Dept -AsHashTable)['Sales'].Count", "2" },
        { "1, 2, 2 | Group-Object -NoElement", "Count Name|----- ----|    1 1|    2 2" },
        { "1..10 | Select-Object -Skip 2 -First 3", "3|4|5" },
        { "1..10 | Select-Object -First 2 -Last 2", "1|2|9|10" },
        { "1..3 | Select-Object -Last 9", "1|2|3" },
        { "1..9 | Select-Object -Index 0, 4", "1|5" },
        { "1, 2, 2, 3, 1 | Select-Object -Unique", "1|2|3" },
        { "$people | Select-Object Name, @{ n = 'Old'; e = { $_.Age -gt 29 } } -Last 1", "Name   Old|----   ---|Ben  False" },
        { "$p = [pscustomobject]@{ a = 1; b = 2; c = 3 }; $p.PSObject.Members.Add([Management.Automation.PSPropertySet]::new('Two', [string[]]('a', 'c'))); $p | Select-Object Two | ConvertTo-Json -Compress", "{\"a\":1,\"c\":3}" },
        { "$people | Select-Object * -ExcludeProperty Age -First 1", "Name Dept|---- ----|Zoë  Sales" },
        { "($people | Select-Object Name)[0].PSObject.TypeNames[0]", "Selected.System.Management.Automation.PSCustomObject" },
        { "$m = $people | Measure-Object Age -Sum -Average -Minimum -Maximum; \"$($m.Count) $($m.Sum) $($m.Average) $($m.Minimum) $($m.Maximum)\"", "3 96 32 25 41" },
        { "(@() | Measure-Object).Count", "0" },
        { "$people[0] | ConvertTo-Json -Compress", "{\"Name\":\"Zoë\",\"Dept\":\"Sales\",\"Age\":30}" },
        { "@(1) | ConvertTo-Json -Compress; ConvertTo-Json @(1) -Compress; @(1) | ConvertTo-Json -AsArray -Compress", "1|[1]|[1]" },
        { "[pscustomobject]@{ d = [DayOfWeek]::Monday; n = $null; t = $true; x = 1.5 } | ConvertTo-Json -Compress", "{\"d\":1,\"n\":null,\"t\":true,\"x\":1.5}" },
        { "@{ a = @{ b = @{ c = @{ d = 1 } } } } | ConvertTo-Json -Compress -Depth 5", "{\"a\":{\"b\":{\"c\":{\"d\":1}}}}" },
        { "$j = '{\"a\":[1,2.5,\"x\",null,true],\"b\":{\"c\":3}}' | ConvertFrom-Json; \"$($j.a.Count) $($j.b.c) $($j.a[0].GetType().Name)\"", "5 3 Int64" },
        { "'{\"a\":1}', '{\"a\":2}' | ConvertFrom-Json | ForEach-Object a", "1|2" },
        { "('{\"z\":1,\"a\":2}' | ConvertFrom-Json -AsHashtable).Keys", "z|a" },
        { "try { '{' | ConvertFrom-Json } catch { 'caught' }", "caught" },
        { "[pscustomobject]@{ a = 'x\"y'; b = \"l1`nl2\"; c = $null } | ConvertTo-Csv | ConvertFrom-Csv | ForEach-Object { $_.a; $_.b.Length; $_.c.Length }", "x\"y|5|0" },
        { "$people | Export-Csv $dir/p.csv; Get-Content $dir/p.csv; (Import-Csv $dir/p.csv)[2].Name", "\"Name\",\"Dept\",\"Age\"|\"Zoë\",\"Sales\",\"30\"|\"ann\",\"IT\",\"41\"|\"Ben\",\"Sales\",\"25\"|Ben" },
        { "Set-Content $dir/t.txt 'one', 'two', 'three'; Get-Content $dir/t.txt -Tail 1; Get-Content $dir/t.txt -TotalCount 1; (Get-Content $dir/t.txt -Raw).Split(\"`n\").Count", "three|one|4" },
        { "Add-Content $dir/t2.txt a; Add-Content $dir/t2.txt b; Get-Content $dir/t2.txt", "a|b" },
        { "Test-Path $dir; Test-Path $dir/nope; Test-Path $dir -PathType Leaf; Test-Path Env:PATH", "True|False|False|True" },
        { "try { Get-Content $dir/nope -ErrorAction Stop } catch { $_.CategoryInfo.Category }", "ObjectNotFound" },
        { "(Join-Path a b c) -replace '\\\\', '/'; Split-Path '/a/b.txt' -Leaf; Split-Path '/a/b.txt' -LeafBase", "a/b/c|b.txt|b" },
        { "New-Item $dir/sub -ItemType Directory | ForEach-Object Name; Remove-Item $dir/sub; Test-Path $dir/sub", "sub|False" },
        { "'abc', 'xyz' | Select-String 'B' | ForEach-Object Line; 'abc' | Select-String B -CaseSensitive -Quiet", "abc|False" },
        { "Get-Date -Date '2024-05-06' -Format yyyy/MM/dd", "2024/05/06" },
        { "$s = ConvertTo-SecureString 'abc' -AsPlainText -Force; $s.Length; ConvertFrom-SecureString $s -AsPlainText", "3|abc" },
        { "(New-Object System.Text.StringBuilder 'abc').Append('d').ToString(); (New-Object psobject -Property @{ q = 5 }).q", "abcd|5" },
        { "$people | Format-Table Name, Age", "Name Age|---- ---|Zoë   30|ann   41|Ben   25" },
        { "$people[0] | Format-List Name, Dept", "Name : Zoë|Dept : Sales" },
        { "[pscustomobject]@{ a = '日本'; b = 2 }, [pscustomobject]@{ a = '😀'; b = 3 } | Format-Table -AutoSize", "a    b|-    -|日本 2|😀   3" },
        { "Write-Output 1, 2 | ForEach-Object { $_ * 2 }; (Write-Output 1, 2 -NoEnumerate | ForEach-Object { $_.Count })", "2|4|2" },
        { "function f { [CmdletBinding()] param() Write-Error bad -ErrorId MyId -Category InvalidData -TargetObject t }; f -ErrorVariable e -ErrorAction SilentlyContinue; $e[0].FullyQualifiedErrorId; $e[0].CategoryInfo.Category; $e[0].TargetObject", "MyId,f|InvalidData|t" },
        { "Write-Host a 1 -Separator '-' 6>&1", "a-1" },
        { "(Write-Information x -InformationAction Continue -InformationVariable i 6>&1).MessageData", "x" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_stand_in_behaves_as_the_real_one(string script, string expected)
    {
        string[] lines = [.. run.Output(script).Split('|').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

        Assert.Equal(expected, string.Join('|', lines));
    }
}
