#!/usr/bin/env pwsh
# Runs PSScriptAnalyzer over the scripts and PlatyPS over the pages, where they are installed; says what is missing.
# The exit code is the number of findings, 1 where neither of them is here.
$ErrorActionPreference = 'Stop'
$root = [IO.Path]::GetDirectoryName($PSScriptRoot)
$findings = 0
$ran = $false

if (Get-Module -ListAvailable PSScriptAnalyzer) {
  $ran = $true
  $scripts = Get-ChildItem $root -Recurse -Include '*.ps1', '*.psm1', '*.psd1' | Where-Object FullName -notmatch '[\\/](bin|obj|artifacts)[\\/]'
  $found = @($scripts | ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName -Settings "$PSScriptRoot/PSScriptAnalyzerSettings.psd1" })
  $found | Format-Table -AutoSize | Out-Host
  $findings += $found.Count
} else {
  [Console]::Error.WriteLine('PSScriptAnalyzer is not installed: Install-PSResource PSScriptAnalyzer')
}

$pages = Get-ChildItem "$root/docs" -Filter '*-*.md' | Where-Object Name -cmatch '^[A-Z][a-z]+-[A-Z]'
if (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS) {
  $ran = $true
  # By -Path: with -LiteralPath PlatyPS 1.0.3 looks at nothing.
  $tried = @($pages | ForEach-Object { Test-MarkdownCommandHelp -Path $_.FullName -DetailView })
  if ($tried.Count -ne $pages.Count) { throw "PlatyPS looked at $($tried.Count) of $($pages.Count) pages." }
  $bad = @($tried | Where-Object { -not $_.IsValid })
  $bad | Format-List | Out-Host
  $findings += $bad.Count
} elseif (Get-Module -ListAvailable platyPS) {
  $ran = $true
  $target = [IO.Directory]::CreateTempSubdirectory('rcad-platyps.').FullName
  try {
    $null = New-ExternalHelp -Path $pages.FullName -OutputPath $target
  } finally {
    Remove-Item $target -Recurse -Force
  }
} else {
  [Console]::Error.WriteLine('PlatyPS is not installed: Install-PSResource Microsoft.PowerShell.PlatyPS')
}

if (-not $ran) { exit 1 }
exit [Math]::Min(255, $findings)
