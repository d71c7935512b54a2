# The main job on the sample company: from the directory to RingCentral and back. Runs in the console host and in pwsh.
# RCAD_DEMO_URL is the simulator's address, RCAD_DEMO_FOLDER a folder for the hub and the change file.
$ErrorActionPreference = 'Stop'
$InformationPreference = 'Continue'
$folder = $env:RCAD_DEMO_FOLDER
$hub = Join-Path $folder 'hub.db'
$ldif = Join-Path $folder 'contoso.ldif'
Set-Content -Path $ldif -Value (Get-Content -Path (Join-Path $PSScriptRoot 'sample/contoso.ldif') -Raw) -NoNewline
$env:RCAD_DEMO_SECRET = 'demo-secret'
$env:RCAD_DEMO_JWT = 'demo.jwt.credential'

function Step($text) { Write-Host ''; Write-Host "== $text" -ForegroundColor Cyan }

Step 'A hub for Contoso'
New-RcHub $hub -Company Contoso | Out-Host

Step 'The directory: 200 people in an LDIF file'
Connect-AdDirectory -LdifPath $ldif | Out-Host
Add-HubAttribute extension -Type String -MaxLength 8
Set-AttributeMapping AdToHub extension 'Phone.extension(appuser.ipPhone)'
$imported = @(Import-AdUsers)
$imported | Where-Object Action -ne Created | Out-Host

Step 'The RingCentral account'
Connect-RcAccount -ClientId demo-app -ClientSecretFrom env:RCAD_DEMO_SECRET -JwtFrom env:RCAD_DEMO_JWT -Uri $env:RCAD_DEMO_URL | Out-Host
Import-RcUser | Out-Host

Step 'Who gets an account: everyone in RingCentral Users, nested groups included'
Set-RcProvisioningOption -CreateUsers $true -UpdateUserAttributes $true -DeactivateUsers $true -WelcomeMail Hold
Add-RcAssignment -Group 'RingCentral Users'
Get-RcAssignment | Out-Host

Step 'Provisioning'
$done = @(Invoke-RcProvisioning -ConfirmFirstRun)
$done | Where-Object State -eq Done | Select-Object -First 12 | Out-Host
if ($done.Count -gt 12) { Write-Host "... and $(@($done | Where-Object State -eq Done).Count - 12) more" }

Step 'Numbers into the directory'
Set-AdDirectory -WriteBack $true
$written = @(Sync-PhoneWriteBack -ConfirmFirstRun)
$written | Select-Object -First 12 | Out-Host
if ($written.Count -gt 12) { Write-Host "... and $($written.Count - 12) more" }

Step 'Who is stuck, why, and what to do'
Get-RcProvisioningError | Out-Host

Step 'The same again: nothing to do'
Import-AdUsers | Out-Host
Invoke-RcProvisioning | Where-Object State -ne Blocked | Out-Host
Sync-PhoneWriteBack | Out-Host

$changes = (Get-AdDirectory).ChangeFile
Step 'Where it went'
Write-Host "The hub:            $hub"
Write-Host "The written values: $changes"
Write-Host "                    ldapmodify -f and ldifde -i accept this file."
Write-Host "Both are kept. To look at them in ./build.sh shell: Connect-RcHub '$hub', then"
Write-Host '    Get-HubUser; Get-RcSyncRun; Get-RcSyncChange; Get-RcProvisioningError; Trace-HubUser zoe@contoso.com'
Write-Host 'What asks RingCentral (Get-RcUser, Import-RcUser, Invoke-RcProvisioning) cannot run: the simulator has ended.'
Write-Host "README, 'Try it without a domain', keeps one running. Delete $folder when you have looked."
