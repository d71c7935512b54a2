#!/usr/bin/env pwsh

<#
.SYNOPSIS
Builds, tests and runs RingCentralAD where pwsh is at home: the tasks of build.sh. Needs the .NET 10 SDK.
.DESCRIPTION
build      builds everything
demo       the main job on a sample company of 200 people, against the simulator
test       runs the tests; those whose server (Samba, OpenLDAP, PostgreSQL, node) is missing are skipped. On Debian, build.sh installs them.
shell      the console host with the module imported: -File x.ps1, -Command '...', or neither
simulator  the RingCentral platform in memory
bench      the benchmarks
soak       the tests of category Soak, at full length
acceptance tests/Acceptance on the published module: by Pester where it is, else by the console host
help-pages writes en-US/ and docs/ anew from the comments in the cmdlets and the about pages
package    the module's folder and its .nupkg, as they are published, in artifacts/package
lint       PSScriptAnalyzer and PlatyPS, where they are installed
.EXAMPLE
./build.ps1 shell -Command 'Get-Command -Module RingCentralAD'
#>

# No param block: what follows the task belongs to the program that is started. PowerShell takes -p:X apart, into '-p:' and 'X', and swallows a bare --.
$ErrorActionPreference = 'Stop'
$task, $words = $args
$rest = [Collections.Generic.List[string]]::new()
foreach ($word in $words) {
  if ($rest.Count -gt 0 -and $rest[-1] -match '^-[^:]+:$') { $rest[$rest.Count - 1] += $word } else { $rest.Add($word) }
}
$tasks = 'build', 'demo', 'test', 'acceptance', 'shell', 'simulator', 'bench', 'soak', 'help-pages', 'package', 'lint'
if ($task -notin $tasks) {
  $usage = "Usage: ./build.ps1 <task> [arguments]; tasks: $($tasks -join ', '). Get-Help ./build.ps1 says what each does."
  if ($task -in $null, 'help', '-h', '--help') {
    [Console]::Out.WriteLine($usage)
    exit 0
  }
  [Console]::Error.WriteLine("No such task: $task")
  [Console]::Error.WriteLine($usage)
  exit 2
}

if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) {
  [Console]::Error.WriteLine('No dotnet here: install the .NET 10 SDK (https://dotnet.microsoft.com/download).')
  exit 1
}

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$suffix = if ($IsWindows) { '.exe' } else { '' }

function Invoke-Build { Invoke-Dotnet build @args }

function Invoke-Dotnet {
  $said = & dotnet @args -v quiet 2>&1
  if ($LASTEXITCODE -ne 0) {
    $said | ForEach-Object { [Console]::Error.WriteLine($_) }
    exit $LASTEXITCODE
  }
}

function Get-Program([string] $folder, [string] $name, [string] $configuration = 'Debug') {
  "$PSScriptRoot/$folder/bin/$configuration/net10.0/$name$suffix"
}

function Invoke-Test {
  $count = @{ succeeded = 0; failed = 0; skipped = 0; error = 0 }
  $summary = $false
  & dotnet test --solution "$PSScriptRoot/RingCentralAD.sln" --no-build @args 2>&1 | ForEach-Object {
    [Console]::Out.WriteLine("$_")
    if ("$_" -match '^Test run summary') { $summary = $true }
    if ($summary -and "$_" -match '^\s*(succeeded|failed|skipped|error): (\d+)') { $count[$Matches[1]] += [int] $Matches[2] }
  }
  $status = $LASTEXITCODE
  if ($env:CI -eq 'true' -and $count.skipped -gt 0) {
    [Console]::Error.WriteLine('CI=true: no test may be skipped.')
    if ($status -eq 0) { $status = 1 }
  }
  [Console]::Out.WriteLine("$($count.succeeded) passed, $($count.failed + $count.error) failed, $($count.skipped) skipped")
  exit $status
}

function Invoke-Demo([string] $folder) {
  Invoke-Build "$PSScriptRoot/tools/RingCentralAD.Shell"
  Invoke-Build "$PSScriptRoot/tests/RingCentralAD.Simulator"
  if (-not $folder) { $folder = [IO.Directory]::CreateTempSubdirectory('rcad-demo.').FullName }
  $folder = [IO.Directory]::CreateDirectory([IO.Path]::GetFullPath($folder, $PWD.Path)).FullName
  $start = [Diagnostics.ProcessStartInfo]::new((Get-Program 'tests/RingCentralAD.Simulator' 'RingCentralAD.Simulator'))
  foreach ($option in '--settings', "$PSScriptRoot/tools/sample/simulator.json", '--raised-limits', '--stop-with-stdin') { $start.ArgumentList.Add($option) }
  $start.RedirectStandardInput = $true
  $start.RedirectStandardOutput = $true
  $simulator = [Diagnostics.Process]::Start($start)
  try {
    do { $line = $simulator.StandardOutput.ReadLine() } until ($null -eq $line -or $line -match 'https?://(127\.0\.0\.1|localhost|\[::1\]):\d+')
    if ($null -eq $line) {
      [Console]::Error.WriteLine('The simulator did not start.')
      exit 1
    }
    # Read on, so that it never waits for somebody to take its output.
    $drain = $simulator.StandardOutput.BaseStream.CopyToAsync([IO.Stream]::Null)
    $env:RCAD_DEMO_URL = $Matches[0]
    $env:RCAD_DEMO_FOLDER = $folder
    & (Get-Program 'tools/RingCentralAD.Shell' 'rcad-shell') -File "$PSScriptRoot/tools/demo.ps1"
    $status = $LASTEXITCODE
  } finally {
    if (-not $simulator.HasExited) { $simulator.Kill() }
    $simulator.WaitForExit()
    if ($drain) { $drain.Wait() }
    $simulator.Dispose()
  }
  exit $status
}

function Invoke-Package {
  Invoke-Build -restore "$PSScriptRoot/tools/Package.proj" @args
  [Console]::Error.WriteLine("artifacts/package/RingCentralAD: the module, and the .nupkg beside it")
}

# The scenarios among them need a domain controller and a simulator, which the task 'test' starts for each; here they are skipped.
function Invoke-Acceptance {
  Invoke-Package
  $module = "$PSScriptRoot/artifacts/package/RingCentralAD/RingCentralAD.psd1"
  if (Get-Module -ListAvailable Pester) {
    $command = "Import-Module '$module'; `$c = New-PesterConfiguration; `$c.Run.Path = '$PSScriptRoot/tests/Acceptance'; `$c.Run.Exit = `$true; Invoke-Pester -Configuration `$c"
    & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command $command
  } else {
    Invoke-Build "$PSScriptRoot/tools/RingCentralAD.Shell"
    & (Get-Program 'tools/RingCentralAD.Shell' 'rcad-shell') -NonInteractive -Module $module -Pester "$PSScriptRoot/tests/Acceptance" @args
  }
}

switch ($task) {
  'build' { Invoke-Build "$PSScriptRoot/RingCentralAD.sln" @rest }
  'demo' { Invoke-Demo @rest }
  'test' {
    Invoke-Build "$PSScriptRoot/RingCentralAD.sln"
    Invoke-Test @rest
  }
  'soak' {
    Invoke-Build "$PSScriptRoot/RingCentralAD.sln"
    $env:RCAD_SOAK = '1'
    Invoke-Test --filter-trait Category=Soak --ignore-exit-code 8 @rest
  }
  'shell' {
    Invoke-Build "$PSScriptRoot/tools/RingCentralAD.Shell"
    & (Get-Program 'tools/RingCentralAD.Shell' 'rcad-shell') @rest
  }
  'simulator' {
    Invoke-Build "$PSScriptRoot/tests/RingCentralAD.Simulator"
    & (Get-Program 'tests/RingCentralAD.Simulator' 'RingCentralAD.Simulator') @rest
  }
  'bench' {
    Invoke-Build -restore "$PSScriptRoot/tools/Package.proj"
    Invoke-Build "$PSScriptRoot/tests/RingCentralAD.Benchmarks" -c Release
    # Once more with everything compiled ahead, as pwsh's engine is.
    Invoke-Dotnet publish "$PSScriptRoot/tests/RingCentralAD.Benchmarks" -c Release --use-current-runtime --self-contained false '-p:PublishReadyToRun=true' -o "$PSScriptRoot/tests/RingCentralAD.Benchmarks/bin/Release/net10.0/ahead"
    & (Get-Program 'tests/RingCentralAD.Benchmarks' 'RingCentralAD.Benchmarks' 'Release') @rest
  }
  'help-pages' {
    Invoke-Build "$PSScriptRoot/src/RingCentralAD"
    Invoke-Build "$PSScriptRoot/tools/HelpWriter"
    & (Get-Program 'tools/HelpWriter' 'HelpWriter') "$PSScriptRoot/RingCentralAD.psd1" $PSScriptRoot @rest
    if ($LASTEXITCODE -eq 0) { [Console]::Error.WriteLine('en-US/ and docs/ say what the sources say; git diff shows what changed.') }
  }
  'package' { Invoke-Package @rest }
  'acceptance' { Invoke-Acceptance @rest }
  'lint' { & "$PSScriptRoot/tools/lint.ps1" }
}
exit $LASTEXITCODE
