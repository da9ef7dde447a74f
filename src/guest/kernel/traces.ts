/**
 * Where a kernel was when it panicked, innermost first. Those of 5.10, 6.1 and 6.12 are captured (registers and code left
 * out); those of 2013 name the functions of kernel 3.0 at addresses of ours.
 */
export type TraceAge = '2013' | '5.10' | '6.1' | '6.12';

export type Trace = 'nmi' | 'sysrq';

const SYSRQ_MODERN: readonly string[] = [
  ' <TASK>',
  ' dump_stack_lvl+0x44/0x5c',
  ' panic+0x118/0x2f4',
  ' ? _printk+0x68/0x83',
  ' sysrq_handle_crash+0x16/0x20',
  ' __handle_sysrq.cold+0x44/0x11c',
  ' write_sysrq_trigger+0x24/0x40',
  ' proc_reg_write+0x56/0xa0',
  ' vfs_write+0xc7/0x3f0',
  ' ksys_write+0x6b/0xf0',
  ' do_syscall_64+0x5d/0x90',
  ' </TASK>',
];

export const TRACES: Readonly<Record<TraceAge, Readonly<Record<Trace, readonly string[]>>>> = {
  '2013': {
    nmi: [
      ' <NMI>  [<ffffffff8145fd5e>] dump_stack+0x69/0x71',
      ' [<ffffffff8145fdfb>] panic+0x95/0x1b6',
      ' [<ffffffff81006a3c>] unknown_nmi_error+0x9c/0xb0',
      ' [<ffffffff81006c6d>] do_nmi+0x16d/0x210',
      ' [<ffffffff81463d90>] nmi+0x20/0x30',
      ' <<EOE>>  [<ffffffff8100af5d>] default_idle+0x4d/0xc0',
      ' [<ffffffff81002126>] cpu_idle+0x66/0xb0',
    ],
    sysrq: [
      ' [<ffffffff812e84c6>] sysrq_handle_crash+0x16/0x20',
      ' [<ffffffff812e8a9f>] __handle_sysrq+0x12f/0x190',
      ' [<ffffffff812e8b50>] write_sysrq_trigger+0x50/0x60',
      ' [<ffffffff811c0a7b>] proc_reg_write+0x7b/0xc0',
      ' [<ffffffff8115c8eb>] vfs_write+0xcb/0x180',
      ' [<ffffffff8115caa0>] sys_write+0x50/0x90',
      ' [<ffffffff81464592>] system_call_fastpath+0x16/0x1b',
    ],
  },
  '5.10': {
    nmi: [
      ' <NMI>',
      ' dump_stack+0x6b/0x83',
      ' panic+0x114/0x2f1',
      ' ? printk+0x58/0x73',
      ' nmi_panic.cold+0xc/0xc',
      ' unknown_nmi_error.cold+0x46/0x54',
      ' exc_nmi+0x14f/0x170',
      ' end_repeat_nmi+0x16/0x67',
      ' </NMI>',
      ' default_idle+0xa/0x20',
      ' default_idle_call+0x3c/0xd0',
      ' do_idle+0x208/0x2c0',
      ' cpu_startup_entry+0x19/0x20',
      ' start_kernel+0x560/0x585',
      ' secondary_startup_64_no_verify+0xb1/0xbb',
    ],
    sysrq: SYSRQ_MODERN,
  },
  '6.1': {
    nmi: [
      ' <NMI>',
      ' dump_stack_lvl+0x44/0x5c',
      ' panic+0x118/0x2f4',
      ' ? _printk+0x68/0x83',
      ' nmi_panic.cold+0xc/0xc',
      ' unknown_nmi_error.cold+0x3b/0x49',
      ' exc_nmi+0x11e/0x150',
      ' end_repeat_nmi+0x16/0x67',
      ' </NMI>',
      ' <TASK>',
      ' default_idle+0xa/0x10',
      ' default_idle_call+0x38/0xf0',
      ' do_idle+0x206/0x2b0',
      ' cpu_startup_entry+0x26/0x30',
      ' rest_init+0xca/0xd0',
      ' arch_call_rest_init+0xa/0x14',
      ' start_kernel+0x6e8/0x6fc',
      ' secondary_startup_64_no_verify+0xe4/0xeb',
      ' </TASK>',
    ],
    sysrq: SYSRQ_MODERN,
  },
  '6.12': {
    nmi: [
      ' <NMI>',
      ' dump_stack_lvl+0x5d/0x80',
      ' panic+0x118/0x2db',
      ' ? _printk+0x6c/0x87',
      ' nmi_panic.cold+0xc/0xc',
      ' unknown_nmi_error+0x77/0xa0',
      ' exc_nmi+0x125/0x1a0',
      ' end_repeat_nmi+0xf/0x53',
      ' </NMI>',
      ' <TASK>',
      ' default_idle+0x9/0x20',
      ' default_idle_call+0x29/0x100',
      ' do_idle+0x269/0x2a0',
      ' cpu_startup_entry+0x29/0x30',
      ' rest_init+0xcc/0xd0',
      ' start_kernel+0x74c/0x750',
      ' x86_64_start_reservations+0x24/0x30',
      ' x86_64_start_kernel+0x95/0xa0',
      ' common_startup_64+0x13e/0x141',
      ' </TASK>',
    ],
    sysrq: SYSRQ_MODERN,
  },
};
