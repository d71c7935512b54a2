# The guide, "Porting old numbers from older phone system": temporary numbers never reach the directory, ported ones do, with no step by hand.
BeforeAll {
  . "$PSScriptRoot/Lab.ps1"
  Set-Scene
  Edit-Person ann "add: telephoneNumber`ntelephoneNumber: +1 415 555 0100"
  $null = Invoke-Platform POST simulator/seed ('{"unassigned":3,"extensions":[{"firstName":"Ann","lastName":"Tester","email":"ann@corp.example",' +
    '"directNumber":"+16285550001","pendingNumber":"+12125550002"}]}')
  $null = New-RcHub "$TestDrive/hub.db" -Company Corp
  $null = Connect-RcHub "$TestDrive/hub.db"
  Connect-Lab
  Connect-Platform
  Switch-ProvisioningOn
  $null = Import-AdUsers
  $null = Import-RcUser
  Add-RcAssignment -Group 'RC Users'
  $null = Invoke-RcProvisioning -ConfirmFirstRun
  $null = Set-AdDirectory -WriteBack $true
}

Describe 'Porting numbers' -Skip:(-not $env:RCAD_LAB_URL) {
  It 'holds whose number is temporary, says so, and leaves what AD holds' {
    $null = Suspend-PhoneWriteBack ben@corp.example -ExpectedNumber +12125550003 -Reason 'port not marked'
    $records = Sync-PhoneWriteBack -ConfirmFirstRun
    ($records | Where-Object Login -EQ ann@corp.example).Detail | Should -Match 'temporary'
    ($records | Where-Object Login -EQ ben@corp.example).Detail | Should -Match '12125550003'
    $phones = Read-Directory telephoneNumber
    $phones['ann@corp.example'] | Should -Be '+1 415 555 0100'
    $phones['ben@corp.example'] | Should -BeNullOrEmpty
    $phones['cem@corp.example'] | Should -Match '#'
    Get-RcPhoneNumber -Waiting | ForEach-Object Person | Should -Be 'Ann Tester', 'Ann Tester', 'Ben Tester'
    (Get-RcSetupStep 1 -Porting | Where-Object What -Like 'Port the old*').Evidence | Should -Match '1 person waits'
  }

  It 'writes the ported number once the port is done' {
    $null = Invoke-Platform POST simulator/ports/complete '{"phoneNumber":"+12125550002"}'
    $null = Import-RcUser -NumbersOnly
    $null = Sync-PhoneWriteBack
    (Read-Directory telephoneNumber)['ann@corp.example'] | Should -Be "+12125550002#$((Read-Account)['ann@corp.example'].Number)"
  }

  It 'undoes it on a word, and keeps it undone' {
    $run = (Get-RcOperation Done | Where-Object { $_.Kind -eq 'WriteBack' -and $_.Login -eq 'ann@corp.example' }).RunId
    (Undo-PhoneWriteBack $run -Confirm:$false | Where-Object Action -EQ Restored).After | Should -Be '+1 415 555 0100'
    $null = Sync-PhoneWriteBack
    (Read-Directory telephoneNumber)['ann@corp.example'] | Should -Be '+1 415 555 0100'
    Get-PhoneWriteBackSuspension 'Ann*' | Resume-PhoneWriteBack
    $null = Sync-PhoneWriteBack
    (Read-Directory telephoneNumber)['ann@corp.example'] | Should -Match '#'
  }

  AfterAll { Disconnect-RcHub }
}
