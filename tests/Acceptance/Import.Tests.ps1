# Import from an LDIF file, as an administrator types it. Run by Pester, or by rcad-shell -Pester where Pester is not.
BeforeAll {
  $ldif = "$TestDrive/contoso.ldif"
  $hub = "$TestDrive/hub.db"
  [IO.File]::WriteAllText($ldif, @'
version: 1

dn: DC=contoso,DC=com
objectClass: domain
objectGUID: 00000000-0000-0000-0000-000000000001

dn: OU=Staff,DC=contoso,DC=com
objectClass: organizationalUnit
objectGUID: 00000000-0000-0000-0000-000000000002

dn: CN=Ann Archer,OU=Staff,DC=contoso,DC=com
objectClass: user
objectGUID: 00000000-0000-0000-0000-000000000011
givenName: Ann
sn: Archer
mail: ann@contoso.com
userPrincipalName: ann@contoso.com
sAMAccountName: ann
department: Sales
userAccountControl: 512

dn: CN=Ben Carter,OU=Staff,DC=contoso,DC=com
objectClass: user
objectGUID: 00000000-0000-0000-0000-000000000012
givenName: Ben
sn: Carter
mail: ben@contoso.com
userPrincipalName: ben@contoso.com
sAMAccountName: ben
department: Legal
userAccountControl: 512

dn: CN=Zed Gone,OU=Staff,DC=contoso,DC=com
objectClass: user
objectGUID: 00000000-0000-0000-0000-000000000013
givenName: Zed
sn: Gone
mail: zed@contoso.com
userPrincipalName: zed@contoso.com
sAMAccountName: zed
userAccountControl: 514
'@)
  $null = New-RcHub $hub -Company Contoso
}

Describe 'A new hub' {
  It 'is made once' {
    (New-RcHub "$TestDrive/once.db" -Company Contoso).Company | Should -Be 'Contoso'
    { New-RcHub "$TestDrive/once.db" -Company Contoso } | Should -Throw -ErrorId 'HubExists,*'
  }

  It 'is refused where the file is no hub' {
    { Connect-RcHub $ldif } | Should -Throw -ErrorId 'HubNotADatabase,*'
  }
}

Describe 'Importing people' {
  BeforeAll {
    $null = Connect-RcHub $hub
    $null = Connect-AdDirectory -LdifPath $ldif
  }

  It 'shows with -WhatIf what it would do, and does not do it' {
    $planned = Import-AdUsers -WhatIf
    $planned | Where-Object Action -EQ 'Created' | Should -HaveCount 2
    Get-HubUser | Should -HaveCount 0
  }

  It 'creates who is enabled' {
    $imported = Import-AdUsers
    $imported | Where-Object Action -EQ 'Created' | ForEach-Object Person | Should -Be 'Ann Archer', 'Ben Carter'
    Get-HubUser | Should -HaveCount 2
  }

  It 'finds nothing to do the second time' {
    Import-AdUsers | Should -BeNullOrEmpty
  }

  It 'takes in what changed' {
    [IO.File]::WriteAllText($ldif, [IO.File]::ReadAllText($ldif).Replace('department: Legal', 'department: Sales'))
    $changed = Import-AdUsers
    $changed | Should -HaveCount 1
    $changed.Person | Should -Be 'Ben Carter'
    $changed.Detail | Should -Match 'department'
  }

  It 'handles only who is piped' {
    Get-HubUser | Where-Object Name -EQ 'nobody' | Invoke-RcProvisioning -WhatIf | Should -BeNullOrEmpty
  }

  AfterAll { Disconnect-RcHub }
}

Describe 'What an administrator does wrong' {
  BeforeAll { $null = Connect-RcHub $hub }

  It 'names the file and the line of a broken LDIF' {
    $broken = "$TestDrive/broken.ldif"
    [IO.File]::WriteAllText($broken, "version: 1`n`ndn: CN=x,DC=contoso,DC=com`nthis is no attribute`n")
    { Connect-AdDirectory -LdifPath $broken } | Should -Throw '*broken.ldif*4*'
  }

  It 'shows where an expression is wrong' {
    { Set-AttributeMapping AdToHub department 'appuser.department +' -ErrorAction Stop } | Should -Throw -ErrorId 'ExpressionSyntax,*'
  }

  AfterAll { Disconnect-RcHub }
}
