# The guide, "Disable/Enable, Delete in Active Directory".
BeforeAll {
  . "$PSScriptRoot/Lab.ps1"
  $null = Invoke-Platform POST simulator/seed '{"unassigned":6}'
  New-Lab "$TestDrive/hub.db"
  $id = (Read-Account)['ann@corp.example'].Id
}

Describe 'Disable, enable, delete' -Skip:(-not $env:RCAD_LAB_URL) {
  It 'disables the RingCentral account of whom AD disables' {
    Edit-Person ann "replace: userAccountControl`nuserAccountControl: 546"
    $null = Import-AdUsers
    $null = Invoke-RcProvisioning
    (Read-Account)['ann@corp.example'].Status | Should -Be 'Disabled'
  }

  It 'brings account, number and AD group back by an incremental import, but no direct assignment' {
    Get-RcAssignment | Where-Object Kind -EQ User | Should -BeNullOrEmpty
    Edit-Person ann "replace: userAccountControl`nuserAccountControl: 544"
    $null = Import-AdUsers
    $null = Invoke-RcProvisioning
    $extension = (Read-Account)['ann@corp.example']
    $extension.Id | Should -Be $id
    $extension.Status | Should -Not -Be 'Disabled'
  }

  It 'deactivates at once, past AD, and no import lifts it' {
    $null = Disable-HubUser ben@corp.example -Reason 'left today' -PassThru -Confirm:$false | Invoke-RcProvisioning
    (Read-Account)['ben@corp.example'].Status | Should -Be 'Disabled'
    $null = Import-AdUsers -Full
    $null = Invoke-RcProvisioning
    (Read-Account)['ben@corp.example'].Status | Should -Be 'Disabled'
    $null = Enable-HubUser ben@corp.example -PassThru -Confirm:$false | Invoke-RcProvisioning
    (Read-Account)['ben@corp.example'].Status | Should -Not -Be 'Disabled'
  }

  It 'disables the account of whom AD deletes, and gives it back to the same person made again' {
    Edit-Directory "dn: CN=cem,$staff`nchangetype: delete`n"
    $null = Import-AdUsers
    $null = Invoke-RcProvisioning
    $gone = (Read-Account)['cem@corp.example']
    $gone.Status | Should -Be 'Disabled'
    Add-Person cem @()
    Edit-Member 'RC Users' cem add
    $null = Import-AdUsers
    $null = Invoke-RcProvisioning
    $back = (Read-Account)['cem@corp.example']
    $back.Id | Should -Be $gone.Id
    $back.Status | Should -Not -Be 'Disabled'
  }

  It 'takes RingCentral from whom the group loses, and gives it back' {
    Edit-Member 'RC Users' ann delete
    $null = Import-AdUsers
    $null = Invoke-RcProvisioning
    (Read-Account)['ann@corp.example'].Status | Should -Be 'Disabled'
    Edit-Member 'RC Users' ann add
    $null = Import-AdUsers
    $null = Invoke-RcProvisioning
    (Read-Account)['ann@corp.example'].Status | Should -Not -Be 'Disabled'
  }

  AfterAll { Disconnect-RcHub }
}
