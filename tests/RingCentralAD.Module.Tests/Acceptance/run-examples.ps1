# Runs every example of every cmdlet, each on a copy of one prepared hub, and writes one line an example: OK or the error's id, the cmdlet, the code.
param([string] $folder, [string] $ldif, [string] $out, [string] $only)
$ConfirmPreference = 'None'
$id = $env:RCAD_LAB_CLIENT
[IO.Directory]::CreateDirectory("$folder/base") | Out-Null
[IO.Directory]::SetCurrentDirectory($folder)
Set-Location $folder
New-RcHub "$folder/base/hub.db" -Company Contoso | Connect-RcHub | Out-Null
Connect-AdDirectory -LdifPath $ldif -Name contoso.com | Out-Null
Connect-RcAccount -ClientId $id -ClientSecretFrom env:RCAD_LAB_SECRET -JwtFrom env:RCAD_LAB_JWT -Uri $env:RCAD_LAB_URL | Out-Null
Set-RcProvisioningOption -CreateUsers $true -UpdateUserAttributes $true -DeactivateUsers $true -ReactivateUsers $true
Set-AdDirectory -WriteBack $true
Add-HubAttribute extension -Type String -MaxLength 8
Add-HubAttribute badge
Import-AdUsers | Out-Null
Import-RcUser | Out-Null
New-HubGroup 'RC Pilot'; New-HubGroup Interns; New-HubGroup Pilot; New-HubGroup Berlin; New-HubGroup Sales
Get-HubUser zoe@contoso.com | Add-HubGroupMember 'RC Pilot'
Get-HubUser zoe@contoso.com | Add-HubGroupMember Pilot
Get-HubUser zoe@contoso.com | Add-HubGroupMember Interns
Add-RcAssignment -Group 'RingCentral Users', 'RC Pilot'
Get-HubUser zoe@contoso.com | Add-RcAssignment
Invoke-RcProvisioning -ConfirmFirstRun | Out-Null
Sync-PhoneWriteBack -ConfirmFirstRun | Out-Null
Get-HubUser zoe@contoso.com | Suspend-PhoneWriteBack
Export-RcConfiguration "$folder/base/contoso.json" | Out-Null
Export-AttributeMapping "$folder/base/mappings.json" | Out-Null
Disconnect-RcHub

$commands = Get-Command -Module RingCentralAD -CommandType Cmdlet | Where-Object { -not $only -or $_.Name -like $only } | ForEach-Object Name
$lines = foreach ($command in $commands) {
  foreach ($example in (Get-Help $command -Full).examples.example) {
    foreach ($file in [IO.Directory]::GetFiles($folder)) { [IO.File]::Delete($file) }
    foreach ($file in [IO.Directory]::GetFiles("$folder/base")) { [IO.File]::Copy($file, "$folder/$([IO.Path]::GetFileName($file))") }
    $env:RCAD_HUB = "$folder/hub.db"
    $null = Connect-RcHub "$folder/hub.db"
    $code = $example.code
    $what = 'OK'
    try {
      $problems = $null
      $null = & ([scriptblock]::Create($code)) -ErrorAction Stop 2>&1 3>$null 6>$null | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { $what = $_.FullyQualifiedErrorId } }
    } catch {
      $what = $_.FullyQualifiedErrorId
    }
    Disconnect-RcHub
    "$what`t$command`t$($code -replace '\s+', ' ')"
  }
}
[IO.File]::WriteAllLines($out, $lines)
