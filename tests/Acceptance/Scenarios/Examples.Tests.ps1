# Every example of every cmdlet's help, run as it stands, each on a copy of one prepared hub of the sample company. What an example pipes into
# (Group-Object, Export-Csv ...) is PowerShell's own, or the console host's. What needs something that no test has is named below, with what it needs.
$help = [xml][IO.File]::ReadAllText("$PSScriptRoot/../../../en-US/RingCentralAD.dll-Help.xml")
$cases = foreach ($command in $help.helpItems.command) {
  @{ Name = "$($command.details.name)"; Examples = @($command.examples.example | ForEach-Object { "$($_.code)" }) }
}

BeforeAll {
  . "$PSScriptRoot/Lab.ps1"
  $elsewhere = @{
    'dc1\.contoso\.com|Connect-AdDirectory contoso\.com' = 'a domain contoso.com'; 'Host=db1' = 'a server db1'; 'vault:' = 'a vault of SecretManagement'
    'Test-RcNotification' = 'a mail server or a webhook'; '\bgit ' = 'a repository'; '\bpwsh ' = 'pwsh'; 'Out-ConsoleGridView|Invoke-Item' = 'somebody who looks'
    'RcSyncSchedule' = 'a scheduler'; 'Test-AdCredential' = 'a domain that checks passwords'; 'Start-RcSsoService -Listen|Stop-RcSsoService' = 'a certificate, or a free port'
    '/etc/|/var/|/srv/|/mnt/|C:\\' = 'a place of a machine'; '-Plan 3f2a' = 'the plan whose fingerprint it is'
    'PeopleFilter|Service Accounts' = 'another directory'; 'New-RcHub$' = 'the standard place'
    'Confirm-ImportMatch -New' = 'people who are nobody yet'; 'Remove-HubUser' = 'people who are gone from both sides'
  }
  $first = @{
    'Resume-RcSync' = { Suspend-RcSync }; 'Remove-AttributeMaster' = { $null = Set-AttributeMaster title ActiveDirectory }; 'New-RcHub' = { [IO.File]::Delete("$work/hub.db") }
    'Remove-HubAttribute' = { Add-HubAttribute badge }
    'New-HubGroup' = { Remove-HubGroup 'RC Pilot', Sales -Confirm:$false }; 'Resume-PhoneWriteBack' = { Suspend-PhoneWriteBack zoe@contoso.com }
    'New-RcSsoProvider' = { Connect-RcHub "$work/single.db" }
    'Get-RcLog' = { Set-RcLog "$work/sync.jsonl"; Import-AdUsers }
    # A directory need not be named where there is one.
    'Set-AdDirectory' = { if ($code -notmatch 'sales') { Connect-RcHub "$work/single.db" } }; 'Disconnect-AdDirectory' = { if ($code -notmatch 'sales') { Connect-RcHub "$work/single.db" } }
  }
  $work = "$TestDrive/work"
  $base = "$TestDrive/base"
  $ldif = "$TestDrive/contoso.ldif"
  $ConfirmPreference = 'None'
  $id = $env:RCAD_LAB_CLIENT

  function Edit-Sample([string] $text) {
    # One address of her own for each Ann, and groups of these names are ours.
    $parts = $text.Replace('RC Pilot', 'RC Trial') -split 'mail: ann@contoso.com', 2
    $parts[0] + 'mail: ann@contoso.com' + $parts[1].Replace('mail: ann@contoso.com', 'mail: ann.ashton@contoso.com')
  }

  function Add-Company([string] $name, [string] $digit, [string] $person) {
    [IO.File]::WriteAllText("$TestDrive/$name.ldif", "version: 1`n`ndn: DC=$name`nobjectClass: domain`nobjectGUID: 0000000$digit-0000-0000-0000-000000000001`n`ndn: CN=$person,DC=$name`n" +
      "objectClass: user`nobjectGUID: 0000000$digit-0000-0000-0000-000000000002`ngivenName: $person`nsn: Lovell`nmail: $person@contoso.com`nsAMAccountName: $person`nuserAccountControl: 512`n")
    $null = Connect-AdDirectory -LdifPath "$TestDrive/$name.ldif" -Name $name
  }

  $null = Invoke-Platform POST simulator/seed ('{"unassigned":150,"extensions":[{"firstName":"Ben","lastName":"Carter","email":"u050@contoso.com","withNumber":true},' +
    '{"firstName":"Erik","lastName":"Forster","email":"erik@fabrikam.com","withNumber":true}]}')
  $null = [IO.Directory]::CreateDirectory($base)
  [IO.File]::WriteAllText($ldif, (Edit-Sample ([IO.File]::ReadAllText("$PSScriptRoot/../../../tools/sample/contoso.ldif"))))
  $null = New-RcHub "$base/single.db" -Company Contoso
  $null = Connect-RcHub "$base/single.db"
  $null = Connect-AdDirectory -LdifPath $ldif -Name contoso.com
  $null = New-RcHub "$base/hub.db" -Company Contoso
  $null = Connect-RcHub "$base/hub.db"
  $null = Connect-AdDirectory -LdifPath $ldif -Name contoso.com
  Connect-Platform
  Switch-ProvisioningOn
  $null = Set-AdDirectory contoso.com -WriteBack $true
  Add-Company sales.contoso.com 7 ada
  Add-Company fabrikam.com 8 bea
  Set-AttributeMapping AdToHub city 'appuser.city' -Directory sales.contoso.com
  $null = Import-AdUsers
  $null = Import-RcUser
  foreach ($group in 'RC Pilot', 'Interns', 'Pilot', 'Berlin office') { New-HubGroup $group; Get-HubUser zoe@contoso.com | Add-HubGroupMember $group }
  New-HubGroup Sales -Rule 'user.department == "Sales"'
  Add-RcAssignment -Group 'RingCentral Users', 'RC Pilot'
  Get-HubUser zoe@contoso.com | Add-RcAssignment
  $null = Invoke-RcProvisioning -ConfirmFirstRun
  while ((Get-RcSyncRun -Last 1).Number -lt 6) { $null = Import-AdUsers -Directory contoso.com }
  $null = Sync-PhoneWriteBack -Directory contoso.com -ConfirmFirstRun
  foreach ($name in 'ops', 'chat') { Set-RcNotification $name -SmtpServer 127.0.0.1 -From a@contoso.com -To b@contoso.com }
  $null = New-RcSsoProvider https://sso.contoso.com -KeyFolder "$TestDrive/keys"
  Set-RcSsoServiceProvider Wiki -EntityId https://wiki.contoso.com -AcsUrl https://wiki.contoso.com/saml/acs
  [IO.File]::WriteAllBytes("$base/logo.png", [byte[]](0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A))
  [IO.File]::WriteAllText("$base/ringcentral-sp.xml", '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://sso.ringcentral.com"><SPSSODescriptor protocolSupportEnumeration=' +
    '"urn:oasis:names:tc:SAML:2.0:protocol"><AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sso.ringcentral.com/sp/ACS.saml2" index="0"/></SPSSODescriptor></EntityDescriptor>')
  $noted = (Test-RcHub | Where-Object RecordHead).RecordHead
  foreach ($name in 'contoso', 'test', 'before') { $null = Export-RcConfiguration "$base/$name.json" }
  foreach ($name in 'mappings', 'okta-ringcentral') { $null = Export-AttributeMapping "$base/$name.json" }
  [IO.File]::WriteAllText("$base/other.db", '')
  $null = Backup-RcHub "$base/backup.db"
  [IO.File]::Copy("$base/backup.db", "$base/other.db", $true)
  foreach ($name in 'pilot', 'starters', 'people') { [IO.File]::WriteAllText("$base/$name.csv", "Mail`nzoe@contoso.com`n") }
  [IO.File]::WriteAllText("$base/ports.csv", "Mail,ExpectedNumber`nzoe@contoso.com,+14155550123`n")
  Disconnect-RcHub

  function Invoke-Example([string] $name, [string] $code) {
    if ([IO.Directory]::Exists($work)) { [IO.Directory]::Delete($work, $true) }
    $null = [IO.Directory]::CreateDirectory($work)
    foreach ($file in [IO.Directory]::GetFiles($base)) { [IO.File]::Copy($file, "$work/$([IO.Path]::GetFileName($file))") }
    [IO.File]::Copy($ldif, "$work/contoso.ldif")
    $null = $ExecutionContext.SessionState.Path.SetLocation($work)
    $kept = [IO.File]::ReadAllText($ldif)
    $env:RCAD_HUB = "$work/hub.db"
    $null = Connect-RcHub "$work/hub.db"
    try {
      if ($first[$name]) { $null = . $first[$name] }
      & ([scriptblock]::Create($code)) 2>&1 3>$null 6>$null | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { "$($_.FullyQualifiedErrorId): $code" } }
    } catch {
      "$($_.FullyQualifiedErrorId): $code"
    }
    Disconnect-RcHub
    [IO.File]::WriteAllText($ldif, $kept)
  }
}

Describe 'The examples of the help' -Skip:(-not $env:RCAD_LAB_URL) {
  It 'of <Name> run as they stand' -ForEach $cases {
    $run = $Examples | Where-Object { $code = $_; -not ($elsewhere.Keys | Where-Object { $code -match $_ }) }
    $run | ForEach-Object { Invoke-Example $Name $_ } | Should -BeNullOrEmpty
  }

  AfterAll { $env:RCAD_HUB = ''; $null = $ExecutionContext.SessionState.Path.SetLocation($PSScriptRoot) }
}
