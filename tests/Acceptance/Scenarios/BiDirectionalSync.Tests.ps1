# The guide, "Testing Bi-Directional Sync": its seven steps, checked in the directory and at RingCentral themselves.
BeforeAll {
  . "$PSScriptRoot/Lab.ps1"
  $null = Invoke-Platform POST simulator/seed '{"unassigned":6}'
  New-Lab "$TestDrive/hub.db"
}

Describe 'Testing bi-directional sync' -Skip:(-not $env:RCAD_LAB_URL) {
  It '1 and 2: a new user of AD is imported and active' {
    Add-Person eve @()
    Edit-Member 'RC Users' eve add
    (Import-AdUsers | Where-Object Action -EQ Created).Person | Should -Be 'Eve Tester'
    "$((Get-HubUser eve@corp.example).Status)" | Should -Be 'Active'
  }

  It '3 and 4: the group brings the RingCentral account, with direct number and extension' {
    $null = Invoke-RcProvisioning
    $extension = (Read-Account)['eve@corp.example']
    $extension.DirectNumber | Should -Match '^\+'
    $extension.Number | Should -Match '^[0-9]+$'
  }

  It '5 and 6: the import from RingCentral brings the numbers into the profile' {
    $null = Import-RcUser -NumbersOnly
    $extension = (Read-Account)['eve@corp.example']
    (Get-HubUser eve@corp.example).PrimaryPhone | Should -Be "$($extension.DirectNumber)#$($extension.Number)"
  }

  It '7: the attribute in AD holds them' {
    $null = Sync-PhoneWriteBack
    $extension = (Read-Account)['eve@corp.example']
    (Read-Directory telephoneNumber)['eve@corp.example'] | Should -Be "$($extension.DirectNumber)#$($extension.Number)"
  }

  It 'finds nothing more to do' {
    Import-AdUsers | Should -BeNullOrEmpty
    Invoke-RcProvisioning | Should -BeNullOrEmpty
    Sync-PhoneWriteBack | Should -BeNullOrEmpty
  }

  AfterAll { Disconnect-RcHub }
}
